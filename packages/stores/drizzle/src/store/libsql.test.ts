import { describeActivityLog, describeStore, describeUserJoin } from "@sessionkit/testing";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { activityTable, createTableStatements, sessionTable } from "../sqlite.ts";
import { createDrizzleStore } from "./create-drizzle-store.ts";
import { openDatabase, temporaryDatabase } from "./temporary-database.ts";

const userTable = sqliteTable("user", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  role: text("role"),
  settings: text("settings", { mode: "json" }).$type<{ dark: boolean }>(),
  joinedAt: integer("joined_at", { mode: "timestamp" }).notNull(),
});
const createUserTable =
  "CREATE TABLE user (id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT, settings TEXT, joined_at INTEGER NOT NULL)";

const tables = { sessions: sessionTable, activity: activityTable, users: userTable };

describeStore(
  "libsql in a file",
  async () => createDrizzleStore((await temporaryDatabase()).db, tables),
  {
    createBrokenStore,
  },
);

describeActivityLog(
  "libsql in a file",
  async () => createDrizzleStore((await temporaryDatabase()).db, tables),
  { createBrokenStore },
);

describeUserJoin(
  "libsql in a file",
  async () => {
    const { db } = await temporaryDatabase(createUserTable);
    let users = 0;
    return {
      store: createDrizzleStore(db, tables),
      async insertUser() {
        const user: typeof userTable.$inferSelect = {
          id: `user-${++users}`,
          name: "Ada",
          role: null,
          settings: { dark: true },
          joinedAt: new Date("2026-01-01T00:00:00.000Z"),
        };
        await db.insert(userTable).values(user);
        return { id: user.id, user };
      },
    };
  },
  { createBrokenStore },
);

describeStore("libsql in memory", async () => {
  const { db, client } = await openDatabase(":memory:");
  for (const sql of createTableStatements(sessionTable)) await client.execute(sql);
  return createDrizzleStore(db, { sessions: sessionTable });
});

/** Its connection is closed. */
async function createBrokenStore() {
  const { db, client } = await temporaryDatabase();
  client.close();
  return createDrizzleStore(db, tables);
}
