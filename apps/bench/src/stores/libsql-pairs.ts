import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { createDrizzleStore } from "@sessionkit/drizzle";
import { createTableStatements, sessionTable } from "@sessionkit/drizzle/sqlite";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import { roundRobin } from "../bench/fixtures.ts";
import type { Pairs } from "./pairs.ts";
import { sessionOf } from "./session-of.ts";

const SESSIONS = 1_000;

/** Reading sessions from an SQLite file, compared with the driver's own statement and a prepared query of Drizzle. */
export async function libsqlPairs(): Promise<Pairs> {
  const folder = await mkdtemp(join(tmpdir(), "sessionkit-bench-"));
  const client = createClient({ url: `file:${join(folder, "bench.db")}` });
  const db = drizzle({ client });
  for (const statement of createTableStatements(sessionTable)) await client.execute(statement);
  const store = createDrizzleStore(db, { sessions: sessionTable });
  const records = Array.from({ length: SESSIONS }, (_, index) => sessionOf(index));
  for (const record of records) await store.insert(record);
  const next = roundRobin(records);
  const prepared = db
    .select()
    .from(sessionTable)
    .where(eq(sessionTable.id, sql.placeholder("id")))
    .prepare();
  const find = () => store.find(next().id);
  return {
    pairs: [
      {
        name: "SQLite: read",
        floor: {
          name: "libsql execute",
          run: () =>
            client.execute({ sql: "select * from session where id = ?", args: [next().id] }),
        },
        run: find,
        target: 1.15,
      },
      {
        name: "SQLite: read",
        floor: { name: "Drizzle, prepared", run: () => prepared.execute({ id: next().id }) },
        run: find,
        target: 1.1,
      },
    ],
    async close() {
      client.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
