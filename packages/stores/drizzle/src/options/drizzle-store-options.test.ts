import { drizzle } from "drizzle-orm/libsql";
import { pgTable, text as pgText } from "drizzle-orm/pg-core";
import { singlestoreTable, text as singlestoreText } from "drizzle-orm/singlestore-core";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { sessionColumns } from "../../test/session-columns.ts";
import { revocationTable, sessionTable } from "../sqlite.ts";
import { createDrizzleStore } from "../store/create-drizzle-store.ts";

const db = drizzle.mock();

describe("a wrong configuration", () => {
  const own = sessionColumns();
  const users = sqliteTable("user", { uid: text().primaryKey() });
  const pg = pgTable("user", { id: pgText().primaryKey() });
  const other = singlestoreTable("user", { id: singlestoreText().primaryKey() });

  it.each<[string, unknown, object, string, RegExp]>([
    ["a URL", "postgres://user:hidden@db/app", {}, "db", /a Drizzle database, got a string/],
    ["no database", undefined, {}, "db", /drizzle\(\{ client \}\)/],
    [
      "a client instead of a database",
      { execute: () => null },
      {},
      "db",
      /drizzle\(\{ client \}\)/,
    ],
    [
      "no session table",
      db,
      { sessions: undefined },
      "sessions",
      /@sessionkit\/drizzle\/pg, \/mysql or \/sqlite/,
    ],
    ["the name of a table", db, { sessions: "session" }, "sessions", /expected a Drizzle table/],
    ["an object without a table", db, { sessions: { columns: {} } }, "sessions", /got an object/],
    ["a table of another database", db, { sessions: pg }, "db", /has the dialect sqlite.*has pg/],
    [
      "a table of an unsupported dialect",
      db,
      { sessions: other },
      "sessions",
      /Supported: mysql, pg, sqlite/,
    ],
    [
      "statements of another kind",
      db,
      { statements: "named" },
      "statements",
      /"plain", got "named"/,
    ],
    ["users of another database", db, { users: pg }, "users", /has the dialect pg/],
    ["users without an id", db, { users }, "users.id", /\{ table, id: "…" \}.*uid/],
    ["users with a wrong id", db, { users: { table: users, id: "key" } }, "users.id", /"key"/],
    ["a log without a table", db, { activity: true }, "activity", /expected a Drizzle table/],
    ["a feed in the wrong table", db, { revocations: users }, "revocations.columns.id", /"id"/],
    [
      "a client that listens, without a feed",
      db,
      { listen: { query: () => null, on: () => null } },
      "listen",
      /needs Postgres and the option revocations/,
    ],
    [
      "a client that listens, on another database",
      db,
      { revocations: revocationTable, listen: { query: () => null, on: () => null } },
      "listen",
      /needs Postgres/,
    ],
    ["a log in the wrong table", db, { activity: users }, "activity.columns.id", /"id"/],
    [
      "a missing column",
      db,
      { sessions: table({ ...own, userAgent: undefined }) },
      "sessions.columns.userAgent",
      /no column "userAgent".*columns: \{ userAgent: "…" \}.*secretHash/,
    ],
    [
      "a mapping to a column that does not exist",
      db,
      { sessions: { table: sessionTable, columns: { ip: "address" } } },
      "sessions.columns.ip",
      /no column "address"/,
    ],
    [
      "a mapping to a method of Object",
      db,
      { sessions: { table: sessionTable, columns: { ip: "constructor" } } },
      "sessions.columns.ip",
      /no column "constructor"/,
    ],
    [
      "a mapping of an unknown member",
      db,
      { sessions: { table: sessionTable, columns: { token: "secretHash" } } },
      "sessions.columns.token",
      /is not a member of the record/,
    ],
    [
      "one column for two members",
      db,
      { sessions: { table: sessionTable, columns: { createdAt: "settledAt" } } },
      "sessions.columns.createdAt",
      /already holds settledAt/,
    ],
    [
      "a text column for a timestamp",
      db,
      { sessions: table({ ...own, settledAt: text().notNull() }) },
      "sessions.columns.settledAt",
      /"string", expected date or number/,
    ],
    [
      "timestamps in seconds",
      db,
      { sessions: table({ ...own, settledAt: integer({ mode: "timestamp" }).notNull() }) },
      "sessions.columns.settledAt",
      /timestamp_ms/,
    ],
    [
      "an ip that must not be null",
      db,
      { sessions: table({ ...own, ip: text().notNull() }) },
      "sessions.columns.ip",
      /must allow null/,
    ],
    [
      "a required column that the store does not fill",
      db,
      { sessions: table({ ...own, tenant: text().notNull() }) },
      "sessions.tenant",
      /is required/,
    ],
    [
      "ids that are not unique",
      db,
      { sessions: table({ ...own, id: text().notNull() }) },
      "sessions.columns.id",
      /primaryKey\(\)/,
    ],
  ])("throws at construction: %s", (_, db, options, option, message) => {
    const create = createDrizzleStore as (db: unknown, options: object) => unknown;
    const call = () => create(db, { sessions: sessionTable, ...options });
    expect(call).toThrow(message);
    expect(call).not.toThrow(/hidden/);
    expect(call).toThrow(expect.objectContaining({ code: "session_config", option }));
  });
});

function table(columns: Record<string, ReturnType<typeof text> | unknown>) {
  const defined = Object.entries(columns).filter(([, column]) => column !== undefined);
  return sqliteTable(
    "session",
    Object.fromEntries(defined) as Record<string, ReturnType<typeof text>>,
  );
}
