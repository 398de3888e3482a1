import type { SessionStore } from "@sessionkit/core";
import {
  ACTIVITY_FIELDS,
  ACTIVITY_TYPES,
  type FieldKind,
  SESSION_FIELDS,
} from "@sessionkit/core/store";
import { buildRecord } from "@sessionkit/testing";
import * as mysql from "drizzle-orm/mysql-core";
import { drizzle } from "drizzle-orm/node-postgres";
import * as pg from "drizzle-orm/pg-core";
import { char, inet, pgTable, uuid, varchar } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Mysql2, openMysql2 } from "../../test/open-mysql2.ts";
import { type NodePostgres, openNodePostgres } from "../../test/open-node-postgres.ts";
import { createTableStatements as mysqlStatements } from "../mysql.ts";
import { createTableStatements as pgStatements } from "../pg.ts";
import { createDrizzleStore } from "../store/create-drizzle-store.ts";

const db = drizzle.mock();

const PG: Record<FieldKind, (name: string) => pg.PgColumnBuilderBase> = {
  text: (name) => pg.text(name).notNull(),
  key: (name) => pg.text(name).notNull(),
  owner: (name) => pg.text(name),
  nullable: (name) => pg.text(name),
  integer: (name) => pg.integer(name).notNull(),
  timestamp: (name) => pg.timestamp(name, { precision: 3, withTimezone: true }).notNull(),
  milliseconds: (name) => pg.bigint(name, { mode: "number" }).notNull(),
  boolean: (name) => pg.boolean(name).notNull(),
  json: (name) => pg.jsonb(name).notNull(),
};

const MYSQL: Record<FieldKind, (name: string) => mysql.MySqlColumnBuilderBase> = {
  text: (name) => mysql.varchar(name, { length: 43 }).notNull(),
  key: (name) => mysql.varchar(name, { length: 255 }).notNull(),
  owner: (name) => mysql.varchar(name, { length: 255 }),
  nullable: (name) => mysql.varchar(name, { length: 45 }),
  integer: (name) => mysql.int(name).notNull(),
  timestamp: (name) => mysql.datetime(name, { fsp: 3 }).notNull(),
  milliseconds: (name) => mysql.bigint(name, { mode: "number" }).notNull(),
  boolean: (name) => mysql.boolean(name).notNull(),
  json: (name) => mysql.json(name).notNull(),
};

function columnsOf<Builder>(
  fields: Readonly<Record<string, FieldKind>>,
  types: Record<FieldKind, (name: string) => Builder>,
): Record<string, Builder> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, kind]) => [name, types[kind](name)]),
  );
}

const pgColumns = () => ({ ...columnsOf(SESSION_FIELDS, PG), id: pg.text("id").primaryKey() });
const mysqlColumns = () => ({
  ...columnsOf(SESSION_FIELDS, MYSQL),
  id: mysql.varchar("id", { length: 21 }).primaryKey(),
});

function open(columns: object) {
  const sessions = pgTable("session", { ...pgColumns(), ...columns });
  return () => createDrizzleStore(db, { sessions } as never);
}

it.each<[string, object, string, RegExp]>([
  ["UUIDs as ids", { id: uuid().primaryKey() }, "id", /of the type uuid.*does not hold any text/],
  ["short ids", { id: varchar({ length: 20 }).primaryKey() }, "id", /up to 21 characters/],
  ["padded ids", { id: char({ length: 36 }).primaryKey() }, "id", /char\(36\).*as it is/],
  [
    "short hashes",
    { secretHash: varchar({ length: 32 }).notNull() },
    "secretHash",
    /varchar\(43\)/,
  ],
  ["short addresses", { ip: varchar({ length: 15 }) }, "ip", /up to 45/],
  ["UUIDs as user agents", { userAgent: uuid() }, "userAgent", /of the type uuid/],
])("%s are refused when the store is created", (_, columns, member, message) => {
  expect(open(columns)).toThrow(
    expect.objectContaining({ code: "session_config", option: `sessions.columns.${member}` }),
  );
  expect(open(columns)).toThrow(message);
});

it.each<[string, object]>([
  ["ids of exactly their length", { id: char({ length: 21 }).primaryKey() }],
  ["addresses of Postgres's own type", { ip: inet() }],
  ["UUIDs of users", { userId: uuid().notNull() }],
  ["short user agents", { userAgent: varchar({ length: 64 }) }],
])("%s are accepted", (_, columns) => {
  expect(open(columns)).not.toThrow();
});

const TYPES = pg.pgEnum("activity_type", ACTIVITY_TYPES);
const OLD_TYPES = pg.pgEnum("activity_type", ["signed_in", "refreshed"]);

function openLog(columns: object) {
  const sessions = pgTable("session", pgColumns());
  const id = pg.text("id").primaryKey();
  const activity = pgTable("log", { ...columnsOf(ACTIVITY_FIELDS, PG), id, ...columns });
  return () => createDrizzleStore(db, { sessions, activity } as never);
}

it.each<[string, object, string, RegExp]>([
  ["UUIDs as ids", { id: uuid().primaryKey() }, "id", /of the type uuid/],
  ["short types", { type: varchar({ length: 20 }).notNull() }, "type", /up to 21 characters/],
  ["some of the types", { type: OLD_TYPES().notNull() }, "type", /of the type activity_type/],
])("a log with %s is refused", (_, columns, member, message) => {
  expect(openLog(columns)).toThrow(message);
  expect(openLog(columns)).toThrow(
    expect.objectContaining({ option: `activity.columns.${member}` }),
  );
});

it.each<[string, object]>([
  ["types of exactly their length", { type: varchar({ length: 21 }).notNull() }],
  ["all types", { type: TYPES().notNull() }],
])("a log with %s is accepted", (_, columns) => {
  expect(openLog(columns)).not.toThrow();
});

const LONG = "Mozilla/5.0 😀 ".repeat(30);

describe("a user agent that is longer than its column", () => {
  let postgres: NodePostgres;
  let mariadb: Mysql2;
  beforeAll(async () => {
    [postgres, mariadb] = await Promise.all([openNodePostgres(), openMysql2()]);
  });
  afterAll(() => Promise.all([postgres.close(), mariadb.close()]));

  it("is cut between characters in Postgres", async () => {
    const userAgent = varchar("user_agent", { length: 255 });
    const sessions = pgTable("narrow", { ...pgColumns(), userAgent });
    for (const statement of pgStatements(sessions as never)) await postgres.query(statement);
    const store = createDrizzleStore(postgres.db, { sessions } as never) as SessionStore;
    const record = buildRecord({ userAgent: LONG });
    await store.insert(record);
    const cut = Array.from(LONG).slice(0, 255).join("");
    expect(await store.find(record.id)).toEqual({ ...record, userAgent: cut });
    await store.update(record.id, 1, { userAgent: `${LONG}!` });
    expect((await store.find(record.id))?.userAgent).toBe(cut);
  });

  it.each([
    ["characters", mysql.varchar("user_agent", { length: 15 }), "Mozilla/5.0 😀 M"],
    ["bytes", mysql.varbinary("user_agent", { length: 15 }), "Mozilla/5.0 "],
  ])("is cut to %s in MariaDB", async (name, userAgent, cut) => {
    const boundKey = mysql.text("bound_key");
    const columns = { ...mysqlColumns(), boundKey, userAgent };
    const sessions = mysql.mysqlTable(`narrow_${name}`, columns);
    for (const statement of mysqlStatements(sessions as never)) await mariadb.query(statement);
    const store = createDrizzleStore(mariadb.db, { sessions } as never) as SessionStore;
    const record = buildRecord({ userAgent: LONG });
    await store.insert(record);
    expect(await store.find(record.id)).toEqual({ ...record, userAgent: cut });
  });
});
