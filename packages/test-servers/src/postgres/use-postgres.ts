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
    close: () => query(server, `drop database ${name} with (force)`),
  };
}

export const postgresServer: ServerChoice = {
  variable: "POSTGRES_URL",
  defaultUrl: "postgres://postgres@127.0.0.1:5432/postgres",
  isUp: (url) => query(url, "select 1"),
  start: startPostgres,
};

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
