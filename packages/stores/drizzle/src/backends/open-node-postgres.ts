import { usePostgres } from "@sessionkit/test-servers";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg, { type PoolConfig } from "pg";
import type { Backend, Statement } from "./backend.ts";

export interface NodePostgres extends Backend {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly db: NodePgDatabase;
  /** Every statement that Drizzle has sent, oldest first. */
  readonly statements: Statement[];
}

/** A commit is not waited for: nothing here is about what survives the loss of power. */
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
    // The pool does not wait for its connections to be closed, and dropping the database ends what is left.
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
    again: () => connect().db,
    async close() {
      await Promise.all(pools.map((one) => one.end()));
      await close();
    },
  };
}
