import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { createDrizzleStore } from "@sessionkit/drizzle";
import { createTableStatements, sessionTable } from "@sessionkit/drizzle/sqlite";
import { drizzle } from "drizzle-orm/libsql";
import { sessionOf } from "../stores/session-of.ts";
import { type GrownStore, SESSIONS_PER_USER } from "./grown-store.ts";

const DAY = 86_400_000;

export async function sqlite(): Promise<GrownStore> {
  const folder = await mkdtemp(join(tmpdir(), "sessionkit-growth-"));
  const file = join(folder, "growth.db");
  const client = createClient({ url: `file:${file}` });
  await client.execute("PRAGMA journal_mode = WAL");
  for (const statement of createTableStatements(sessionTable)) await client.execute(statement);
  const store = createDrizzleStore(drizzle({ client }), { sessions: sessionTable });

  async function copies(of: string, id: string, userId: string, count: number): Promise<void> {
    const { rows } = await client.execute("select name from pragma_table_info('session')");
    const columns = rows.map(({ name }) => `"${name}"`);
    const values = columns.map((name) =>
      name === '"id"' ? id : name === '"user_id"' ? userId : `t.${name}`,
    );
    await client.execute(
      `with recursive series(g) as (select 1 union all select g + 1 from series where g < ${count})
       insert into session (${columns}) select ${values} from series, session t where t.id = '${of}'`,
    );
  }

  return {
    name: "SQLite file, Drizzle",
    store,
    async fill(from, to) {
      const template = { ...sessionOf(from), id: "template" };
      await store.insert(template);
      await copies(
        template.id,
        `'s' || printf('%020d', ${from} + g - 1)`,
        `'user-' || ((${from} + g - 1) / ${SESSIONS_PER_USER})`,
        to - from,
      );
      await store.delete(template.id);
      await client.execute("analyze");
    },
    async fillExpired(count) {
      const gone = { ...sessionOf(0, 0, Date.now() - 60 * DAY), id: "template" };
      await store.insert(gone);
      await copies(gone.id, "'x' || printf('%020d', g)", "'gone-' || g", count);
      await store.delete(gone.id);
      await client.execute("analyze");
    },
    async bytes() {
      await client.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      return (await stat(file)).size;
    },
    async close() {
      client.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
