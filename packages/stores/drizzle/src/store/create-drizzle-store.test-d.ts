import type {
  ActivityLog,
  RevocationBell,
  RevocationFeed,
  SessionRecord,
  SessionStore,
  UserJoin,
} from "@sessionkit/core/store";
import { drizzle } from "drizzle-orm/libsql";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import pg from "pg";
import { expectTypeOf, it } from "vitest";
import * as pgTables from "../pg.ts";
import { activityTable, createSessionTable, revocationTable, sessionTable } from "../sqlite.ts";
import { createDrizzleStore } from "./create-drizzle-store.ts";

const db = drizzle.mock();
const userTable = sqliteTable("user", {
  id: text().primaryKey(),
  name: text().notNull(),
  age: integer(),
});
const people = sqliteTable("people", { number: integer().primaryKey(), name: text() });
const logins = sqliteTable("logins", { id: text().primaryKey(), ownerId: text().notNull() });

it("returns a session store", () => {
  const store = createDrizzleStore(db, { sessions: sessionTable });
  expectTypeOf(store).toEqualTypeOf<SessionStore>();
  expectTypeOf(createDrizzleStore(db, { sessions: createSessionTable("auth") })).toEqualTypeOf(
    store,
  );
});

it("implements UserJoin only with a user table, with the type of the user", () => {
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

it("accepts a user table with another key", () => {
  const users = { table: people, id: "number" } as const;
  const store = createDrizzleStore(db, { sessions: sessionTable, users });
  expectTypeOf(store).toExtend<UserJoin<{ number: number; name: string | null }>>();
  // @ts-expect-error: the table has no column called `id`
  createDrizzleStore(db, { sessions: sessionTable, users: people });
  // @ts-expect-error: the table has no column called `key`
  createDrizzleStore(db, { sessions: sessionTable, users: { table: people, id: "key" } });
});

it("implements ActivityLog only with an activity table", () => {
  const store = createDrizzleStore(db, { sessions: sessionTable, activity: activityTable });
  expectTypeOf(store).toEqualTypeOf<SessionStore & ActivityLog>();
  expectTypeOf(createDrizzleStore(db, { sessions: sessionTable })).not.toHaveProperty("record");
  // @ts-expect-error: the table lacks the columns
  createDrizzleStore(db, { sessions: sessionTable, activity: people });
});

it("implements RevocationFeed only with a revocation table, and RevocationBell only with a client", () => {
  const store = createDrizzleStore(db, { sessions: sessionTable, revocations: revocationTable });
  expectTypeOf(store).toEqualTypeOf<SessionStore & RevocationFeed>();
  expectTypeOf(createDrizzleStore(db, { sessions: sessionTable })).not.toHaveProperty(
    "readRevocations",
  );
  const { sessionTable: sessions, revocationTable: revocations } = pgTables;
  const listen = new pg.Client();
  expectTypeOf(createDrizzleStore(db, { sessions, revocations, listen })).toEqualTypeOf<
    SessionStore & RevocationFeed & RevocationBell
  >();
  // @ts-expect-error: the table lacks the columns
  createDrizzleStore(db, { sessions: sessionTable, revocations: activityTable });
  // @ts-expect-error: a URL is not a client
  createDrizzleStore(db, { sessions, revocations, listen: "postgres://db/app" });
});

it("requires a mapping for columns with other names", () => {
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
    // @ts-expect-error: the column `whom` does not exist
    activity: { table: audit, columns: { userId: "whom" } },
  });
  // @ts-expect-error: no column for `userId`
  createDrizzleStore(db, { sessions: sessionTable, activity: { table: audit } });
  // @ts-expect-error: no column for `userId`
  createDrizzleStore(db, { sessions: sessionTable, activity: audit });
});

it("rejects values that are not a table or a database", () => {
  // @ts-expect-error: most columns are missing
  createDrizzleStore(db, { sessions: logins });
  // @ts-expect-error: the name of a table is not a table
  createDrizzleStore(db, { sessions: "session" });
  // @ts-expect-error: a client is not a database
  createDrizzleStore({ execute: () => null }, { sessions: sessionTable });
  // @ts-expect-error: the option does not exist
  createDrizzleStore(db, { sessions: sessionTable, user: userTable });
});
