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

/** Connections of each pool. */
const SIZE = 4;

describeOutage("node-postgres", () =>
  overFaultyNetwork(usePostgres, async (url) => {
    const client = new pg.Pool({ connectionString: url, max: SIZE });
    // Without a listener the loss of an idle connection would end the process.
    client.on("error", () => undefined);
    for (const sql of createPgTables) await client.query(sql);
    const store = createDrizzleStore(drizzlePg({ client }), { sessions: pgTables.sessionTable });
    return { store, take: () => client.connect(), close: () => client.end() };
  }),
);

describeOutage("postgres.js", () =>
  overFaultyNetwork(usePostgres, async (url) => {
    const { store, client } = await openPostgresJs(url);
    return { store, close: () => client.end({ timeout: 1 }) };
  }),
);

// By itself: after an outage postgres.js never gives out the last of its connections.
describeOutage("postgres.js whose connections others hold", async () => {
  const database = await usePostgres();
  const { store, client } = await openPostgresJs(database.url);
  const hold = holdAll(() => client.reserve());
  return {
    store,
    cut: hold.exhaust,
    restore: hold.release,
    async close() {
      await client.end({ timeout: 1 });
      await database.close();
    },
  };
});

describeOutage("mysql2", () =>
  overFaultyNetwork(useMariadb, async (url) => {
    const client = mysql.createPool({ uri: url, connectionLimit: SIZE });
    const statements = mysqlTables.createTableStatements(mysqlTables.sessionTable);
    for (const sql of statements) await client.query(sql);
    const db = drizzleMysql2({ client });
    const store = createDrizzleStore(db, { sessions: mysqlTables.sessionTable });
    return { store, take: () => client.getConnection(), close: () => client.end() };
  }),
);

async function openPostgresJs(url: string) {
  const client = postgres(url, { max: SIZE });
  for (const sql of createPgTables) await client.unsafe(sql);
  const db = drizzlePostgresJs({ client });
  return { client, store: createDrizzleStore(db, { sessions: pgTables.sessionTable }) };
}

/** Takes a connection out of the pool, for as long as it is kept. */
type Take = () => Promise<{ release(): void }>;

interface Opened extends Pick<OutageSubject, "store"> {
  readonly take?: Take;
  close(): unknown;
}

async function overFaultyNetwork(
  use: typeof usePostgres | typeof useMariadb,
  open: (url: string) => Promise<Opened>,
): Promise<OutageSubject> {
  const database = await use();
  const url = new URL(database.url);
  const proxy = await startFaultProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  const { store, take, close } = await open(url.href);
  const hold = take && holdAll(take);
  return {
    store,
    cut: proxy.cut,
    blackHole: proxy.blackHole,
    ...(hold && { exhaust: hold.exhaust }),
    restore() {
      proxy.restore();
      hold?.release();
    },
    async close() {
      await close();
      await proxy.close();
      await database.close();
    },
  };
}

function holdAll(take: Take) {
  const taken: { release(): void }[] = [];
  return {
    async exhaust() {
      taken.push(...(await Promise.all(Array.from({ length: SIZE }, take))));
    },
    release() {
      for (const connection of taken.splice(0)) connection.release();
    },
  };
}
