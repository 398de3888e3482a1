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

export async function openMysql2(options: mysql.PoolOptions = {}): Promise<Mysql2> {
  const { url, close } = await useMariadb();
  const pool = mysql.createPool({ uri: url, ...options });
  const statements: Statement[] = [];
  return {
    url,
    pool,
    db: drizzle({
      client: pool,
      logger: { logQuery: (sql, params) => statements.push({ sql, params }) },
    }),
    statements,
    async query(sql, params) {
      const [rows] = await pool.query(sql, params);
      return rows as Record<string, unknown>[];
    },
    async close() {
      await pool.end();
      await close();
    },
  };
}
