import { buildRecord } from "@sessionkit/testing";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import { pgTable, text as pgText } from "drizzle-orm/pg-core";
import { singlestoreTable, text as singlestoreText } from "drizzle-orm/singlestore-core";
import { integer, sqliteTable, text, withReplicas } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { activityTable, createSessionTable, sessionTable } from "../sqlite.ts";
import { createDrizzleStore } from "./create-drizzle-store.ts";
import { temporaryDatabase } from "./temporary-database.ts";

const db = drizzle.mock();

describe("what a store can do", () => {
  it("is only what its tables are for", () => {
    const plain = createDrizzleStore(db, { sessions: sessionTable });
    expect(Object.keys(plain)).toEqual([
      "insert",
      "find",
      "update",
      "delete",
      "findByUser",
      "deleteByUser",
      "deleteExpired",
    ]);
  });

  it("is to join users where there is a table of users", () => {
    const users = sqliteTable("user", { id: text().primaryKey() });
    expect(createDrizzleStore(db, { sessions: sessionTable, users })).toHaveProperty(
      "findWithUser",
    );
  });

  it("is to keep a log where there is a table for it", () => {
    const store = createDrizzleStore(db, { sessions: sessionTable, activity: activityTable });
    expect(Object.keys(store).slice(7)).toEqual(["record", "listByUser", "deleteBefore"]);
  });
});

describe("a configuration that cannot work", () => {
  const own = sessionColumns();
  const users = sqliteTable("user", { uid: text().primaryKey() });
  const pg = pgTable("user", { id: pgText().primaryKey() });
  const other = singlestoreTable("user", { id: singlestoreText().primaryKey() });

  it.each<[string, unknown, object, string, RegExp]>([
    ["no database", undefined, {}, "db", /drizzle\(\{ client \}\)/],
    [
      "a client instead of a database",
      { execute: () => null },
      {},
      "db",
      /drizzle\(\{ client \}\)/,
    ],
    [
      "no table of sessions",
      db,
      { sessions: undefined },
      "sessions",
      /@sessionkit\/drizzle\/pg, \/mysql or \/sqlite/,
    ],
    ["the name of a table", db, { sessions: "session" }, "sessions", /expected a table/],
    ["an object without a table", db, { sessions: { columns: {} } }, "sessions", /without/],
    ["a table of another database", db, { sessions: pg }, "db", /this is of sqlite.*is of pg/],
    [
      "a table of none of ours",
      db,
      { sessions: other },
      "sessions",
      /those of mysql, pg, sqlite are/,
    ],
    [
      "statements of another kind",
      db,
      { statements: "named" },
      "statements",
      /"plain", got "named"/,
    ],
    ["users of another database", db, { users: pg }, "users", /this is of pg/],
    ["users without an id", db, { users }, "users.id", /\{ table, id: "…" \}.*uid/],
    ["users with a wrong id", db, { users: { table: users, id: "key" } }, "users.id", /"key"/],
    ["a log without a table", db, { activity: true }, "activity", /expected a table/],
    ["a log in the wrong table", db, { activity: users }, "activity.columns.id", /"id"/],
    [
      "a missing column",
      db,
      { sessions: table({ ...own, userAgent: undefined }) },
      "sessions.columns.userAgent",
      /no column "userAgent".*columns: \{ userAgent: "…" \}.*secretHash/,
    ],
    [
      "a column map that names no column",
      db,
      { sessions: { table: sessionTable, columns: { ip: "address" } } },
      "sessions.columns.ip",
      /no column "address"/,
    ],
    [
      "a column map that names a method of objects",
      db,
      { sessions: { table: sessionTable, columns: { ip: "constructor" } } },
      "sessions.columns.ip",
      /no column "constructor"/,
    ],
    [
      "a column map of an unknown member",
      db,
      { sessions: { table: sessionTable, columns: { token: "secretHash" } } },
      "sessions.columns.token",
      /no such member/,
    ],
    [
      "one column for two members",
      db,
      { sessions: { table: sessionTable, columns: { createdAt: "settledAt" } } },
      "sessions.columns.createdAt",
      /holds settledAt already/,
    ],
    [
      "text where there are dates",
      db,
      { sessions: table({ ...own, settledAt: text().notNull() }) },
      "sessions.columns.settledAt",
      /"string", expected date or integer/,
    ],
    [
      "dates of whole seconds",
      db,
      { sessions: table({ ...own, settledAt: integer({ mode: "timestamp" }).notNull() }) },
      "sessions.columns.settledAt",
      /timestamp_ms/,
    ],
    [
      "an address that must be known",
      db,
      { sessions: table({ ...own, ip: text().notNull() }) },
      "sessions.columns.ip",
      /must accept null/,
    ],
    [
      "a column that the store cannot fill",
      db,
      { sessions: table({ ...own, tenant: text().notNull() }) },
      "sessions.tenant",
      /must be filled/,
    ],
    [
      "ids that need not be unique",
      db,
      { sessions: table({ ...own, id: text().notNull() }) },
      "sessions.columns.id",
      /primaryKey\(\)/,
    ],
  ])("is refused at once: %s", (_, db, options, option, message) => {
    const create = createDrizzleStore as (db: unknown, options: object) => unknown;
    const call = () => create(db, { sessions: sessionTable, ...options });
    expect(call).toThrow(message);
    expect(call).toThrow(expect.objectContaining({ code: "session_config", option }));
  });
});

describe("a database that fails", () => {
  it("is told as a SessionStoreError that gives away nothing of the query", async () => {
    const { db } = await temporaryDatabase();
    const store = createDrizzleStore(db, { sessions: sessionTable });
    const record = buildRecord({ userAgent: "private" });
    await store.insert(record);
    const error: unknown = await store.insert(record).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "session_store", cause: { code: /^SQLITE_CONSTRAINT/ } });
    const seen = `${(error as Error).stack}${JSON.stringify(error)}${String((error as Error).cause)}`;
    expect(seen).toContain("SQLITE_CONSTRAINT");
    for (const value of [record.secretHash, record.userId, "private", "203.0.113.7"]) {
      expect(seen).not.toContain(value);
    }
  });

  it("is told where the table is not there, and forgiven once it is", async () => {
    const { db, client } = await temporaryDatabase();
    const store = createDrizzleStore(db, { sessions: createSessionTable("later") });
    await expect(store.find("a")).rejects.toMatchObject({ code: "session_store" });
    await client.execute("ALTER TABLE session RENAME TO later");
    expect(await store.find("a")).toBeNull();
  });

  it.each([
    ["data that is no JSON", "data", "{"],
    ["data that is no object", "data", "[]"],
    ["data that is null", "data", "null"],
    ["a date that is text", "settled_at", "yesterday"],
    ["a count that is text", "generation", "many"],
    ["a count that is a fraction", "version", 1.5],
  ])("is told of a row with %s", async (_, column, value) => {
    const { db } = await temporaryDatabase();
    const store = createDrizzleStore(db, { sessions: sessionTable });
    const record = buildRecord();
    await store.insert(record);
    await db.run(sql`UPDATE session SET ${sql.identifier(column)} = ${value}`);
    const failure = { code: "session_store", cause: expect.any(Error) };
    await expect(store.find(record.id)).rejects.toMatchObject(failure);
    await expect(store.findByUser(record.userId, record.createdAt)).rejects.toMatchObject(failure);
    expect(await store.delete(record.id)).toBe(true);
  });
});

it("changes nothing that an update must not change", async () => {
  const { db } = await temporaryDatabase();
  const store = createDrizzleStore(db, { sessions: sessionTable });
  const record = buildRecord();
  await store.insert(record);
  const changes = { id: "other", userId: "other", createdAt: new Date(0), version: 9, ip: null };
  expect(await store.update(record.id, 1, changes)).toBe("updated");
  expect(await store.find(record.id)).toEqual({ ...record, ip: null, version: 2 });
});

it("asks the primary of a database with replicas", async () => {
  const primary = (await temporaryDatabase()).db;
  const replica = (await temporaryDatabase()).db;
  const store = createDrizzleStore(withReplicas(primary, [replica]), { sessions: sessionTable });
  const record = buildRecord();
  await store.insert(record);
  expect(await store.find(record.id)).toEqual(record);
  expect(await store.update(record.id, 7, {})).toBe("conflict");
});

it("leaves other columns of a row alone", async () => {
  const { db, client } = await temporaryDatabase();
  await client.execute("ALTER TABLE session ADD COLUMN note TEXT");
  const table = sqliteTable("session", { ...sessionColumns(), note: text("note") });
  const store = createDrizzleStore(db, { sessions: table });
  const record = buildRecord();
  await store.insert(record);
  await db.update(table).set({ note: "mine" }).where(eq(table.id, record.id));
  await store.update(record.id, 1, { ip: null });
  expect(await store.find(record.id)).toEqual({ ...record, ip: null, version: 2 });
  expect(await db.select({ note: table.note }).from(table)).toEqual([{ note: "mine" }]);
});

/** The columns of a session, unbuilt, for tables with more, fewer or others. */
function sessionColumns() {
  const whole = (name: string) => integer(name).notNull();
  const moment = (name: string) => integer(name, { mode: "timestamp_ms" }).notNull();
  return {
    id: text("id").primaryKey(),
    userId: text("user_id").notNull(),
    secretHash: text("secret_hash").notNull(),
    version: whole("version"),
    generation: whole("generation"),
    branch: whole("branch"),
    previousBranch: whole("previous_branch"),
    rotatedAt: moment("rotated_at"),
    renewedAt: moment("renewed_at"),
    siblingsFrom: whole("siblings_from"),
    siblingsHeld: integer("siblings_held", { mode: "boolean" }).notNull(),
    seenGeneration: whole("seen_generation"),
    seenBranch: whole("seen_branch"),
    firstSeenAt: moment("first_seen_at"),
    settledAt: moment("settled_at"),
    createdAt: moment("created_at"),
    authenticatedAt: moment("authenticated_at"),
    previousAuthenticatedAt: moment("previous_authenticated_at"),
    lastActiveAt: moment("last_active_at"),
    idleExpiresAt: moment("idle_expires_at"),
    absoluteExpiresAt: moment("absolute_expires_at"),
    idleSeconds: whole("idle_seconds"),
    remember: integer("remember", { mode: "boolean" }).notNull(),
    ip: text("ip"),
    userAgent: text("user_agent"),
    data: text("data", { mode: "json" }).notNull(),
  };
}

function table(columns: Record<string, ReturnType<typeof text> | unknown>) {
  const defined = Object.entries(columns).filter(([, column]) => column !== undefined);
  return sqliteTable(
    "session",
    Object.fromEntries(defined) as Record<string, ReturnType<typeof text>>,
  );
}
