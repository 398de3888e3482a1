import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { chooseServer, type ServerChoice, uniqueName } from "../process/choose-server.ts";
import { startPostgres } from "./start-postgres.ts";

/** A new database on a real Postgres. */
export interface UsedPostgres {
  readonly url: string;
  /** Drops the database, and terminates its connections. */
  close(): Promise<void>;
}

/** Creates a database on the server of `POSTGRES_URL`, else on the default port, else on a new server from npm. */
export async function usePostgres(): Promise<UsedPostgres> {
  const server = await chooseServer(postgresServer);
  const name = uniqueName();
  await query(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = name;
  return {
    url: url.href,
    close: () => dropDatabase(server, name),
  };
}

/** How long a connection that has just been closed is waited for: 25 attempts, 20 ms apart. */
const ATTEMPTS = 25;

/** A client whose connection is terminated after its `end` throws where no test can catch it. */
async function dropDatabase(server: string, name: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const isUsed = `select 1 from pg_stat_activity where datname = '${name}'`;
    if ((await query(server, isUsed)) === 0) break;
    await pause(20);
  }
  await query(server, `drop database ${name} with (force)`);
}

export const postgresServer: ServerChoice = {
  variable: "POSTGRES_URL",
  defaultUrl: "postgres://postgres@127.0.0.1:5432/postgres",
  isUp: async (url) => {
    await query(url, "select 1");
  },
  start: startPostgres,
};

/** Returns the number of rows. */
async function query(url: string, sql: string): Promise<number | null> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rowCount;
  } finally {
    await client.end();
  }
}
