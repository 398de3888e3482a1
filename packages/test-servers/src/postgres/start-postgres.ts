import { execFile } from "node:child_process";
import { chown, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { freePort } from "../process/free-port.ts";
import { type OwnServer, startOwnServer } from "../process/own-server.ts";
import { temporaryFolder } from "../process/temporary-folder.ts";
import { type Owner, postgresOwner, postgresPrograms } from "./postgres-programs.ts";

const run = promisify(execFile);

const PASSWORD = "own-server";

/** Starts a separate Postgres from npm. Its database and its superuser are called `postgres`. */
export async function startPostgres(): Promise<OwnServer> {
  const owner = await postgresOwner();
  const programs = await postgresPrograms(owner);
  const folder = await temporaryFolder();
  const port = await freePort();
  const data = await createCluster(programs, folder, owner);
  const url = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
  return startOwnServer({
    program: join(programs, "postgres"),
    // Commits survive a kill of the process without fsync, but not a failure of the machine.
    args: ["-D", data, "-p", `${port}`, "-k", folder, "-c", "fsync=off"],
    folder,
    port,
    url,
    ...(owner === undefined ? {} : { owner }),
    stopSignal: "SIGINT",
    // An immediate shutdown, which frees the shared memory.
    closeSignal: "SIGQUIT",
    isUp: () => connect(url),
  });
}

/** Does not use the function of the package, which never settles if its program cannot run. */
async function createCluster(
  programs: string,
  folder: string,
  owner: Owner | undefined,
): Promise<string> {
  const data = join(folder, "data");
  const password = join(folder, "password");
  await mkdir(data);
  await writeFile(password, PASSWORD);
  if (owner) {
    for (const path of [folder, data, password]) await chown(path, owner.uid, owner.gid);
  }
  await run(
    join(programs, "initdb"),
    [
      ...[`--pgdata=${data}`, "--username=postgres", `--pwfile=${password}`, "--auth=password"],
      // The locale of the machine may not be installed.
      ...["--no-sync", "--no-locale", "--encoding=UTF8"],
    ],
    { ...owner, cwd: folder },
  );
  return data;
}

async function connect(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.end();
}
