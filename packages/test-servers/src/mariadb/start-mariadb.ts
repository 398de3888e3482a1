import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createConnection } from "mysql2/promise";
import { freePort } from "../process/free-port.ts";
import { type OwnServer, startOwnServer } from "../process/own-server.ts";
import { requireProgram } from "../process/server-programs.ts";
import { temporaryFolder } from "../process/temporary-folder.ts";

const run = promisify(execFile);

/** Starts a separate MariaDB. Its superuser is `root`, without a password. */
export async function startMariadb(): Promise<OwnServer> {
  const program = requireProgram("mariadbd");
  const install = requireProgram("mariadb-install-db");
  const folder = await temporaryFolder();
  const port = await freePort();
  const url = `mysql://root@127.0.0.1:${port}/mysql`;
  // As root, it would change the owner of the folder to a user that may not exist.
  const asUs = process.getuid?.() === 0 ? ["--user=root"] : [];
  await run(install, [
    ...["--no-defaults", `--datadir=${folder}`, ...asUs],
    ...["--auth-root-authentication-method=normal", "--skip-test-db"],
  ]).catch((cause: Error & { stdout: string; stderr: string }) => {
    throw new Error(`The installation of MariaDB failed: ${cause.stdout}${cause.stderr}`, {
      cause,
    });
  });
  return startOwnServer({
    program,
    args: [
      ...["--no-defaults", `--datadir=${folder}`, ...asUs],
      ...[`--port=${port}`, "--bind-address=127.0.0.1", "--skip-name-resolve"],
      ...[`--socket=${join(folder, "socket")}`, "--character-set-server=utf8mb4"],
      // Commits survive a kill of the process without fsync, but not a failure of the machine.
      "--innodb-flush-log-at-trx-commit=2",
    ],
    folder,
    port,
    url,
    stopSignal: "SIGTERM",
    isUp: () => queryMariadb(url, "select 1"),
  });
}

/** Runs one statement on a separate connection. */
export async function queryMariadb(url: string, sql: string): Promise<unknown> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query(sql);
    return rows;
  } finally {
    connection.destroy();
  }
}
