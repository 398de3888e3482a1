import { createDrizzleStore } from "@sessionkit/drizzle";
import { createTableStatements, sessionTable } from "@sessionkit/drizzle/pg";
import { usePostgres } from "@sessionkit/test-servers";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { copyRows } from "./copy-rows.ts";
import type { GrownStore } from "./grown-store.ts";

export async function postgres(): Promise<GrownStore> {
  const server = await usePostgres();
  const pool = new Pool({ connectionString: server.url, max: 4 });
  for (const statement of createTableStatements(sessionTable)) await pool.query(statement);
  const store = createDrizzleStore(drizzle({ client: pool }), { sessions: sessionTable });
  const rows = copyRows(store, {
    async columns() {
      const answer = await pool.query(
        "select column_name as name from information_schema.columns where table_name = 'session'",
      );
      return answer.rows.map(({ name }) => String(name));
    },
    series: (count) => ({ before: "", table: `generate_series(1, ${count}) g` }),
    digits: (number) => `lpad((${number})::text, 20, '0')`,
    execute: (sql) => pool.query(sql),
    analyze: "vacuum analyze session",
  });

  return {
    name: "Postgres, Drizzle",
    store,
    ...rows,
    async bytes() {
      const { rows } = await pool.query("select pg_total_relation_size('session') as bytes");
      return Number(rows[0].bytes);
    },
    async close() {
      await pool.end();
      await server.close();
    },
  };
}
