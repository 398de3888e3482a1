import { createDrizzleStore } from "@sessionkit/drizzle";
import { createTableStatements, sessionTable } from "@sessionkit/drizzle/pg";
import { usePostgres } from "@sessionkit/test-servers";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { pgTable, text } from "drizzle-orm/pg-core";
import { Pool } from "pg";
import { roundRobin } from "../bench/fixtures.ts";
import type { Pairs } from "./pairs.ts";
import { sessionOf } from "./session-of.ts";

const SESSIONS = 1_000;
const users = pgTable("users", { id: text("id").primaryKey(), name: text("name").notNull() });

/** Reading sessions from Postgres, compared with named statements and prepared queries of Drizzle. */
export async function pgPairs(): Promise<Pairs> {
  const server = await usePostgres();
  const pool = new Pool({ connectionString: server.url, max: 4 });
  const db = drizzle({ client: pool });
  for (const statement of createTableStatements(sessionTable)) await pool.query(statement);
  await pool.query("create table users (id text primary key, name text not null)");
  const store = createDrizzleStore(db, { sessions: sessionTable, users });
  const records = Array.from({ length: SESSIONS }, (_, index) => sessionOf(index));
  for (const record of records) {
    await pool.query("insert into users values ($1, $2)", [record.userId, "Ada"]);
    await store.insert(record);
  }
  await pool.query("analyze");
  const next = roundRobin(records);
  const byId = { name: "bench_session", text: "select * from session where id = $1" };
  const joined = {
    name: "bench_session_user",
    text: "select s.*, u.id as u_id, u.name as u_name from session s left join users u on u.id = s.user_id where s.id = $1",
  };
  const prepared = db
    .select()
    .from(sessionTable)
    .where(eq(sessionTable.id, sql.placeholder("id")))
    .prepare("bench_drizzle");
  const preparedJoin = db
    .select({ session: sessionTable, user: users })
    .from(sessionTable)
    .leftJoin(users, eq(users.id, sessionTable.userId))
    .where(eq(sessionTable.id, sql.placeholder("id")))
    .prepare("bench_drizzle_join");
  const find = () => store.find(next().id);
  const findWithUser = () => store.findWithUser(next().id);
  return {
    pairs: [
      {
        name: "Postgres: read",
        floor: { name: "pg, named", run: () => pool.query({ ...byId, values: [next().id] }) },
        run: find,
        target: 1.15,
      },
      {
        name: "Postgres: read with user",
        floor: {
          name: "pg, named join",
          run: () => pool.query({ ...joined, values: [next().id] }),
        },
        run: findWithUser,
        target: 1.25,
      },
      {
        name: "Postgres: read",
        floor: { name: "Drizzle, prepared", run: () => prepared.execute({ id: next().id }) },
        run: find,
        target: 1.1,
      },
      {
        name: "Postgres: read with user",
        floor: {
          name: "Drizzle, prepared join",
          run: () => preparedJoin.execute({ id: next().id }),
        },
        run: findWithUser,
        target: 1.1,
      },
    ],
    async close() {
      await pool.end();
      await server.close();
    },
  };
}
