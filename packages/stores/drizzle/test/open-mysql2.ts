import { useMariadb } from "@sessionkit/test-servers";
import { drizzle, type MySql2Database } from "drizzle-orm/mysql2";
import mysql from "mysql2/promise";
import type { Backend, Statement } from "./backend.ts";

export interface Mysql2 extends Backend {
  readonly url: string;
  readonly pool: mysql.Pool;
  readonly db: MySql2Database;
  readonly statements: Statement[];
}

export async function openMysql2(
  options: mysql.PoolOptions = {},
  onConnection: (connection: mysql.PoolConnection) => void = () => undefined,
): Promise<Mysql2> {
  const { url, close } = await useMariadb();
  const pools: mysql.Pool[] = [];
  const statements: Statement[] = [];
  const connect = () => {
    const pool = mysql.createPool({ uri: url, ...options });
    pool.pool.on("connection", onConnection);
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
    async query(sql, params) {
      const [rows] = await pool.query(sql, params);
      return rows as Record<string, unknown>[];
    },
    reconnect: () => connect().db,
    async close() {
      await Promise.all(pools.map((one) => one.end()));
      await close();
    },
  };
}
