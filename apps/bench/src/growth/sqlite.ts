import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { createDrizzleStore } from "@sessionkit/drizzle";
import { createTableStatements, sessionTable } from "@sessionkit/drizzle/sqlite";
import { drizzle } from "drizzle-orm/libsql";
import { copyRows } from "./copy-rows.ts";
import type { GrownStore } from "./grown-store.ts";

export async function sqlite(): Promise<GrownStore> {
  const folder = await mkdtemp(join(tmpdir(), "sessionkit-growth-"));
  const file = join(folder, "growth.db");
  const client = createClient({ url: `file:${file}` });
  await client.execute("PRAGMA journal_mode = WAL");
  for (const statement of createTableStatements(sessionTable)) await client.execute(statement);
  const store = createDrizzleStore(drizzle({ client }), { sessions: sessionTable });
  const rows = copyRows(store, {
    async columns() {
      const answer = await client.execute("select name from pragma_table_info('session')");
      return answer.rows.map(({ name }) => String(name));
    },
    series: (count) => ({
      before: `with recursive series(g) as (select 1 union all select g + 1 from series where g < ${count})`,
      table: "series",
    }),
    digits: (number) => `printf('%020d', ${number})`,
    execute: (sql) => client.execute(sql),
    analyze: "analyze",
  });

  return {
    name: "SQLite file, Drizzle",
    store,
    ...rows,
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
