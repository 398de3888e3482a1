import { createDrizzleStore } from "@sessionkit/drizzle";
import { createTableStatements, sessionTable } from "@sessionkit/drizzle/pg";
import { usePostgres } from "@sessionkit/test-servers";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { sessionOf } from "../stores/session-of.ts";
import { type GrownStore, SESSIONS_PER_USER } from "./grown-store.ts";

const DAY = 86_400_000;

export async function postgres(): Promise<GrownStore> {
  const server = await usePostgres();
  const pool = new Pool({ connectionString: server.url, max: 4 });
  for (const statement of createTableStatements(sessionTable)) await pool.query(statement);
  const store = createDrizzleStore(drizzle({ client: pool }), { sessions: sessionTable });

  /** Rows like the one given, under other ids, made by the server itself. */
  async function copies(of: string, id: string, userId: string, count: number): Promise<void> {
    const { rows } = await pool.query(
      "select column_name as name from information_schema.columns where table_name = 'session'",
    );
    const columns = rows.map(({ name }) => `"${name}"`);
    const values = columns.map((name) =>
      name === '"id"' ? id : name === '"user_id"' ? userId : `t.${name}`,
    );
    await pool.query(
      `insert into session (${columns}) select ${values} from session t, generate_series(1, ${count}) g where t.id = '${of}'`,
    );
  }

  return {
    name: "Postgres, Drizzle",
    store,
    async fill(from, to) {
      const template = { ...sessionOf(from), id: "template" };
      await store.insert(template);
      await copies(
        template.id,
        `'s' || lpad((${from} + g - 1)::text, 20, '0')`,
        `'user-' || ((${from} + g - 1) / ${SESSIONS_PER_USER})`,
        to - from,
      );
      await store.delete(template.id);
      await pool.query("vacuum analyze session");
    },
    async fillExpired(count) {
      const gone = { ...sessionOf(0, 0, Date.now() - 60 * DAY), id: "template" };
      await store.insert(gone);
      await copies(gone.id, "'x' || lpad(g::text, 20, '0')", "'gone-' || g", count);
      await store.delete(gone.id);
      await pool.query("vacuum analyze session");
    },
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
