import { connect, type Socket } from "node:net";
import { startFaultProxy, useMariadb, usePostgres } from "@sessionkit/test-servers";
import { describeOutage, type OutageSubject } from "@sessionkit/testing";
import { drizzle as drizzleMysql2 } from "drizzle-orm/mysql2";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePostgresJs } from "drizzle-orm/postgres-js";
import mysql from "mysql2/promise";
import pg from "pg";
import postgres from "postgres";
import * as mysqlTables from "../src/mysql.ts";
import * as pgTables from "../src/pg.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";

const createPgTables = pgTables.createTableStatements(pgTables.sessionTable);

/** Size of each pool. */
const SIZE = 4;

/** Timeout of a connection without data, in milliseconds, with the options of the README. */
const TIMEOUT_MS = 1_000;

describeOutage("node-postgres", () =>
  overFaultyNetwork(usePostgres, async (url) => {
    const client = new pg.Pool({
      connectionString: url,
      max: SIZE,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
    });
    // Without a listener, the loss of an idle connection ends the process.
    client.on("error", () => undefined);
    for (const sql of createPgTables) await client.query(sql);
    const store = createDrizzleStore(drizzlePg({ client }), { sessions: pgTables.sessionTable });
    return { store, take: () => client.connect(), close: () => client.end() };
  }),
);

describeOutage("postgres.js", () =>
  overFaultyNetwork(usePostgres, async (url) => {
    const options = {
      max: SIZE,
      connect_timeout: TIMEOUT_MS / 1_000,
      socket: ({ host: [host], port: [port] }: { host: string[]; port: number[] }) =>
        closeOnTimeout(connect(Number(port), host)),
    };
    const { store, client } = await openPostgresJs(url, options);
    return { store, close: () => client.end({ timeout: 1 }) };
  }),
);

describeOutage("postgres.js without a free connection", async () => {
  const { url, close } = await usePostgres();
  const { store, client } = await openPostgresJs(url, { max: SIZE });
  return withoutConnections(
    store,
    () => client.reserve(),
    async () => {
      await client.end({ timeout: 1 });
      await close();
    },
  );
});

describeOutage("mysql2", () =>
  overFaultyNetwork(useMariadb, async (url) => {
    const { store, client } = await openMysql2(url, { connectTimeout: TIMEOUT_MS });
    client.pool.on("connection", (connection) =>
      closeOnTimeout((connection as unknown as { stream: Socket }).stream),
    );
    return { store, close: () => client.end() };
  }),
);

describeOutage("mysql2 without a free connection", async () => {
  const { url, close } = await useMariadb();
  const { store, client } = await openMysql2(url);
  return withoutConnections(
    store,
    () => client.getConnection(),
    async () => {
      await client.end();
      await close();
    },
  );
});

async function openPostgresJs(url: string, options: postgres.Options<never>) {
  const client = postgres(url, options);
  for (const sql of createPgTables) await client.unsafe(sql);
  const db = drizzlePostgresJs({ client });
  return { client, store: createDrizzleStore(db, { sessions: pgTables.sessionTable }) };
}

async function openMysql2(url: string, options: mysql.PoolOptions = {}) {
  const client = mysql.createPool({ uri: url, connectionLimit: SIZE, ...options });
  const statements = mysqlTables.createTableStatements(mysqlTables.sessionTable);
  for (const sql of statements) await client.query(sql);
  const db = drizzleMysql2({ client });
  return { client, store: createDrizzleStore(db, { sessions: mysqlTables.sessionTable }) };
}

/** In a separate test: the timeouts also close connections that are reserved and idle. */
function withoutConnections(
  store: OutageSubject["store"],
  take: Take,
  close: () => unknown,
): OutageSubject {
  const hold = holdAll(take);
  return { store, cut: hold.exhaust, restore: hold.release, close };
}

/** For drivers without a timeout option. */
function closeOnTimeout(socket: Socket): Socket {
  return socket.setTimeout(TIMEOUT_MS, () =>
    socket.destroy(new Error("The connection timed out.")),
  );
}

/** Reserves a connection of the pool. */
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
      // Connections from before the outage never receive data or a reset: the driver must time out.
      proxy.restoreForNew();
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
