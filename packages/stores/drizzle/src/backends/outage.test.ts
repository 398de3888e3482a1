import { startFaultProxy, useMariadb, usePostgres } from "@sessionkit/test-servers";
import { describeOutage, type OutageSubject } from "@sessionkit/testing";
import { drizzle as drizzleMysql2 } from "drizzle-orm/mysql2";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePostgresJs } from "drizzle-orm/postgres-js";
import mysql from "mysql2/promise";
import pg from "pg";
import postgres from "postgres";
import * as mysqlTables from "../mysql.ts";
import * as pgTables from "../pg.ts";
import { createDrizzleStore } from "../store/create-drizzle-store.ts";

const createPgTables = pgTables.createTableStatements(pgTables.sessionTable);

describeOutage("node-postgres", () =>
  overFaultyNetwork(usePostgres, async (url) => {
    const client = new pg.Pool({ connectionString: url });
    // Without a listener the loss of an idle connection would end the process.
    client.on("error", () => undefined);
    for (const sql of createPgTables) await client.query(sql);
    const store = createDrizzleStore(drizzlePg({ client }), { sessions: pgTables.sessionTable });
    return { store, close: () => client.end() };
  }),
);

describeOutage("postgres.js", () =>
  overFaultyNetwork(usePostgres, async (url) => {
    const client = postgres(url);
    for (const sql of createPgTables) await client.unsafe(sql);
    const db = drizzlePostgresJs({ client });
    const store = createDrizzleStore(db, { sessions: pgTables.sessionTable });
    return { store, close: () => client.end({ timeout: 1 }) };
  }),
);

describeOutage("mysql2", () =>
  overFaultyNetwork(useMariadb, async (url) => {
    const client = mysql.createPool(url);
    const statements = mysqlTables.createTableStatements(mysqlTables.sessionTable);
    for (const sql of statements) await client.query(sql);
    const db = drizzleMysql2({ client });
    const store = createDrizzleStore(db, { sessions: mysqlTables.sessionTable });
    return { store, close: () => client.end() };
  }),
);

async function overFaultyNetwork(
  use: typeof usePostgres | typeof useMariadb,
  open: (url: string) => Promise<Pick<OutageSubject, "store"> & { close(): unknown }>,
): Promise<OutageSubject> {
  const database = await use();
  const url = new URL(database.url);
  const proxy = await startFaultProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  const { store, close } = await open(url.href);
  return {
    store,
    cut: proxy.cut,
    blackHole: proxy.blackHole,
    restore: proxy.restore,
    async close() {
      await close();
      await proxy.close();
      await database.close();
    },
  };
}
