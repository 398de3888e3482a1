import type { ActivityLog, SessionRecord, SessionStore, UserJoin } from "@sessionkit/core";
import { drizzle } from "drizzle-orm/libsql";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { expectTypeOf, it } from "vitest";
import { activityTable, createSessionTable, sessionTable } from "../sqlite.ts";
import { createDrizzleStore } from "./create-drizzle-store.ts";

const db = drizzle.mock();
const userTable = sqliteTable("user", {
  id: text().primaryKey(),
  name: text().notNull(),
  age: integer(),
});
const people = sqliteTable("people", { number: integer().primaryKey(), name: text() });
const logins = sqliteTable("logins", { id: text().primaryKey(), ownerId: text().notNull() });

it("is a store of sessions", () => {
  const store = createDrizzleStore(db, { sessions: sessionTable });
  expectTypeOf(store).toEqualTypeOf<SessionStore>();
  expectTypeOf(createDrizzleStore(db, { sessions: createSessionTable("auth") })).toEqualTypeOf(
    store,
  );
});

it("joins users only where it has their table, and knows their type", () => {
  const store = createDrizzleStore(db, { sessions: sessionTable, users: userTable });
  expectTypeOf(store).toExtend<UserJoin<{ id: string; name: string; age: number | null }>>();
  expectTypeOf(store.findWithUser).returns.resolves.toEqualTypeOf<{
    record: SessionRecord;
    user: typeof userTable.$inferSelect | null;
  } | null>();
  expectTypeOf(createDrizzleStore(db, { sessions: sessionTable })).not.toHaveProperty(
    "findWithUser",
  );
});

it("knows the users of a table with another key", () => {
  const users = { table: people, id: "number" } as const;
  const store = createDrizzleStore(db, { sessions: sessionTable, users });
  expectTypeOf(store).toExtend<UserJoin<{ number: number; name: string | null }>>();
  // @ts-expect-error: the table has no column called `id`
  createDrizzleStore(db, { sessions: sessionTable, users: people });
  // @ts-expect-error: nor one called `key`
  createDrizzleStore(db, { sessions: sessionTable, users: { table: people, id: "key" } });
});

it("keeps a log only where it has a table for it", () => {
  const store = createDrizzleStore(db, { sessions: sessionTable, activity: activityTable });
  expectTypeOf(store).toEqualTypeOf<SessionStore & ActivityLog>();
  expectTypeOf(createDrizzleStore(db, { sessions: sessionTable })).not.toHaveProperty("record");
  // @ts-expect-error: a table of people holds no entries
  createDrizzleStore(db, { sessions: sessionTable, activity: people });
});

it("asks for the columns of a table that calls them otherwise", () => {
  const audit = sqliteTable("audit", {
    id: text().primaryKey(),
    who: text().notNull(),
    sessionId: text().notNull(),
    type: text().notNull(),
    at: integer().notNull(),
    ip: text(),
    userAgent: text(),
  });
  createDrizzleStore(db, {
    sessions: sessionTable,
    activity: { table: audit, columns: { userId: "who" } },
  });
  createDrizzleStore(db, {
    sessions: sessionTable,
    // @ts-expect-error: `whom` is no column
    activity: { table: audit, columns: { userId: "whom" } },
  });
  // @ts-expect-error: which column holds `userId`?
  createDrizzleStore(db, { sessions: sessionTable, activity: { table: audit } });
  // @ts-expect-error: which column holds `userId`?
  createDrizzleStore(db, { sessions: sessionTable, activity: audit });
});

it("refuses what is no table, and what is no database", () => {
  // @ts-expect-error: most columns are missing
  createDrizzleStore(db, { sessions: logins });
  // @ts-expect-error: the name of a table is none
  createDrizzleStore(db, { sessions: "session" });
  // @ts-expect-error: a client is no database
  createDrizzleStore({ execute: () => null }, { sessions: sessionTable });
  // @ts-expect-error: there is no such option
  createDrizzleStore(db, { sessions: sessionTable, user: userTable });
});
