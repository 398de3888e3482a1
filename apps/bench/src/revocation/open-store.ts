import type { RevocationFeed, SessionStore } from "@sessionkit/core";
import { createDrizzleStore } from "@sessionkit/drizzle";
import * as mysql from "@sessionkit/drizzle/mysql";
import * as postgres from "@sessionkit/drizzle/pg";
import * as sqlite from "@sessionkit/drizzle/sqlite";
import { createRedisStore } from "@sessionkit/redis";

/** How a process reaches a store. Plain data, so that it can be sent to another process. */
export interface Backend {
  readonly kind: "redis" | "postgres" | "mariadb" | "sqlite";
  readonly url: string;
  readonly prefix?: string | undefined;
  /** With a connection for the signal that an entry was published. */
  readonly signals: boolean;
}

export type FeedStore = SessionStore & RevocationFeed;

/** Loads only the driver that the process needs. */
export function openStore(backend: Backend): Promise<FeedStore> {
  return OPEN[backend.kind](backend);
}

const OPEN: Record<Backend["kind"], (backend: Backend) => Promise<FeedStore>> = {
  async redis({ url, prefix, signals }) {
    const { Redis } = await import("ioredis");
    const redis = new Redis(url);
    const subscriber = signals ? redis.duplicate() : undefined;
    return createRedisStore(redis, { prefix, subscriber, checkPolicy: false });
  },

  async postgres({ url, signals }) {
    const [{ Pool, Client }, { drizzle }] = await Promise.all([
      import("pg").then((pg) => pg.default),
      import("drizzle-orm/node-postgres"),
    ]);
    const client = new Pool({ connectionString: url, max: 4 });
    for (const statement of postgres.createTableStatements(
      postgres.sessionTable,
      postgres.revocationTable,
    ))
      await client.query(statement).catch(ignoreRace);
    const tables = { sessions: postgres.sessionTable, revocations: postgres.revocationTable };
    if (!signals) return createDrizzleStore(drizzle({ client }), tables);
    const listen = new Client({ connectionString: url });
    await listen.connect();
    return createDrizzleStore(drizzle({ client }), { ...tables, listen });
  },

  async mariadb({ url }) {
    const [{ createPool }, { drizzle }] = await Promise.all([
      import("mysql2/promise").then((driver) => driver.default),
      import("drizzle-orm/mysql2"),
    ]);
    const client = createPool({ uri: url, connectionLimit: 4 });
    for (const statement of mysql.createTableStatements(mysql.sessionTable, mysql.revocationTable))
      await client.query(statement);
    const tables = { sessions: mysql.sessionTable, revocations: mysql.revocationTable };
    return createDrizzleStore(drizzle({ client }), tables);
  },

  async sqlite({ url }) {
    const [{ createClient }, { drizzle }] = await Promise.all([
      import("@libsql/client"),
      import("drizzle-orm/libsql"),
    ]);
    const client = createClient({ url, timeout: 2_000 });
    await client.execute("PRAGMA journal_mode = WAL");
    for (const statement of sqlite.createTableStatements(
      sqlite.sessionTable,
      sqlite.revocationTable,
    ))
      await client.execute(statement);
    const tables = { sessions: sqlite.sessionTable, revocations: sqlite.revocationTable };
    return createDrizzleStore(drizzle({ client }), tables);
  },
};

/** Two processes that create a table at the same time: one of them fails, and the table exists. */
function ignoreRace(error: unknown): void {
  if ((error as { code?: string }).code !== "23505") throw error;
}
