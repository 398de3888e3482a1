import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../process/free-port.ts";
import { type OwnServer, startOwnServer } from "../process/own-server.ts";
import { requireProgram } from "../process/server-programs.ts";
import { temporaryFolder } from "../process/temporary-folder.ts";
import { queryMariadb } from "./query-mariadb.ts";

const run = promisify(execFile);

/** A MariaDB of its own. Its superuser is `root`, without a password, and its only database `test`. */
export async function startMariadb(): Promise<OwnServer> {
  const program = requireProgram("mariadbd");
  const install = requireProgram("mariadb-install-db");
  const folder = await temporaryFolder();
  const port = await freePort();
  const url = `mysql://root@127.0.0.1:${port}/mysql`;
  // As root it would hand the folder to a user who cannot be relied on to be there.
  const asUs = process.getuid?.() === 0 ? ["--user=root"] : [];
  await run(install, [
    ...["--no-defaults", `--datadir=${folder}`, ...asUs],
    ...["--auth-root-authentication-method=normal", "--skip-test-db"],
  ]).catch((cause: Error & { stdout: string; stderr: string }) => {
    throw new Error(`MariaDB could not be set up: ${cause.stdout}${cause.stderr}`, { cause });
  });
  return startOwnServer({
    program,
    args: [
      ...["--no-defaults", `--datadir=${folder}`, ...asUs],
      ...[`--port=${port}`, "--bind-address=127.0.0.1", "--skip-name-resolve"],
      ...[`--socket=${join(folder, "socket")}`, "--character-set-server=utf8mb4"],
      // What was committed survives a kill without fsync; only the machine itself must not fail.
      "--innodb-flush-log-at-trx-commit=2",
    ],
    folder,
    port,
    url,
    stopSignal: "SIGTERM",
    isUp: () => queryMariadb(url, "select 1"),
  });
}
