import type { Socket } from "node:net";
import { startFaultProxy, startPostgres } from "@sessionkit/test-servers";
import { type CutOffSubject, describeCutOff } from "@sessionkit/testing";
import { drizzle as drizzleMysql2 } from "drizzle-orm/mysql2";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import mysql from "mysql2/promise";
import pg from "pg";
import { describe } from "vitest";
import * as mysqlTables from "../src/mysql.ts";
import * as pgTables from "../src/pg.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";
import type { Backend } from "./backend.ts";
import { openMysql2 } from "./open-mysql2.ts";
import { openNodePostgres } from "./open-node-postgres.ts";

/** Timeout of a connection without data, in milliseconds, with the options of the README. */
const TIMEOUT_MS = 1_000;

const pgMapping = { sessions: pgTables.sessionTable, revocations: pgTables.revocationTable };
const mysqlMapping = {
  sessions: mysqlTables.sessionTable,
  revocations: mysqlTables.revocationTable,
};

// They mostly wait for timeouts.
describe.concurrent("a lost connection", () => {
  describeCutOff("node-postgres", ["blackHole", "cut"], nodePostgresOverNetwork);
  describeCutOff("mysql2", ["blackHole", "cut"], mysql2OverNetwork);
  describeCutOff("Postgres that is killed", ["cut"], killedPostgres);
});

async function nodePostgresOverNetwork(): Promise<CutOffSubject> {
  const backend = await openNodePostgres();
  for (const table of Object.values(pgMapping))
    for (const sql of pgTables.createTableStatements(table)) await backend.query(sql);
  const { url, ...network } = await overFaultyNetwork(backend);
  const client = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  // Without a listener, the loss of an idle connection ends the process.
  client.on("error", () => undefined);
  return {
    far: createDrizzleStore(backend.db, pgMapping),
    store: createDrizzleStore(drizzlePg({ client }), pgMapping),
    ...network,
    async close() {
      await client.end();
      await network.close();
    },
  };
}

async function mysql2OverNetwork(): Promise<CutOffSubject> {
  const backend = await openMysql2();
  for (const table of Object.values(mysqlMapping))
    for (const sql of mysqlTables.createTableStatements(table)) await backend.query(sql);
  const { url, ...network } = await overFaultyNetwork(backend);
  const client = mysql.createPool({ uri: url, connectTimeout: TIMEOUT_MS });
  client.pool.on("connection", (connection) => {
    const { stream } = connection as unknown as { stream: Socket };
    stream.setTimeout(TIMEOUT_MS, () => stream.destroy(new Error("The connection timed out.")));
  });
  return {
    far: createDrizzleStore(backend.db, mysqlMapping),
    store: createDrizzleStore(drizzleMysql2({ client }), mysqlMapping),
    ...network,
    async close() {
      await client.end();
      await network.close();
    },
  };
}

async function killedPostgres(): Promise<CutOffSubject> {
  const server = await startPostgres();
  const open = () => {
    const client = new pg.Pool({ connectionString: server.url });
    client.on("error", () => undefined);
    return { client, store: createDrizzleStore(drizzlePg({ client }), pgMapping) };
  };
  const [far, near] = [open(), open()];
  for (const table of Object.values(pgMapping))
    for (const sql of pgTables.createTableStatements(table)) await far.client.query(sql);
  return {
    far: far.store,
    store: near.store,
    isShared: true,
    cut: () => server.kill(),
    restore: () => server.start(),
    async close() {
      await Promise.all([far.client.end(), near.client.end()]);
      await server.close();
    },
  };
}

async function overFaultyNetwork(backend: Backend & { readonly url: string }) {
  const url = new URL(backend.url);
  const proxy = await startFaultProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  return {
    url: url.href,
    cut: proxy.cut,
    blackHole: proxy.blackHole,
    // Connections from before the outage never receive data or a reset: the driver must time out.
    restore: proxy.restoreForNew,
    async close() {
      await proxy.close();
      await backend.close();
    },
  };
}
