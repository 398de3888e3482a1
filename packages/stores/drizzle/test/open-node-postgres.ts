import { usePostgres } from "@sessionkit/test-servers";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg, { type PoolConfig } from "pg";
import type { Backend, Statement } from "./backend.ts";

export interface NodePostgres extends Backend {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly db: NodePgDatabase;
  /** All statements that Drizzle sent, oldest first. */
  readonly statements: Statement[];
}

/** Commits are asynchronous: no test is about durability. */
export async function openNodePostgres({
  options = "",
  ...config
}: PoolConfig = {}): Promise<NodePostgres> {
  const { url, close } = await usePostgres();
  const pools: pg.Pool[] = [];
  const statements: Statement[] = [];
  const connect = () => {
    const pool = new pg.Pool({
      connectionString: url,
      options: `-c synchronous_commit=off ${options}`,
      ...config,
    });
    // `end` does not wait for the connections to close, and dropping the database terminates them.
    pool.on("error", () => undefined);
    pool.on("connect", (client) => client.on("error", () => undefined));
    pools.push(pool);
    const logger = {
      logQuery: (sql: string, params: unknown[]) => statements.push({ sql, params }),
    };
    return { pool, db: drizzle({ client: pool, logger }) };
  };
  const { pool, db } = connect();
  return {
    url,
    pool,
    db,
    statements,
    query: async (sql, params) => (await pool.query(sql, params)).rows,
    reconnect: () => connect().db,
    async close() {
      await Promise.all(pools.map((one) => one.end()));
      await close();
    },
  };
}
