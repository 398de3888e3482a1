import { ACTIVITY_TYPES } from "@sessionkit/core/store";
import {
  buildRecord,
  describeActivityLog,
  describeStore,
  describeUserJoin,
} from "@sessionkit/testing";
import {
  bigint,
  boolean,
  customType,
  datetime,
  int,
  json,
  mysqlTable,
  serial,
  text,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createActivityTable, createSessionTable, createTableStatements } from "../src/mysql.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";

import { type Mysql2, openMysql2 } from "./open-mysql2.ts";

const prefixed = {
  sessions: createSessionTable("app_session"),
  activity: createActivityTable("app_activity"),
};

const bytes = customType<{ data: string; driverData: Buffer }>({
  dataType: () => "varbinary(255)",
  fromDriver: (value) => value.toString(),
});
const milliseconds = (name: string) => bigint(name, { mode: "number" }).notNull();
const logins = mysqlTable(
  "logins",
  {
    pk: serial("pk").primaryKey(),
    publicId: bytes("public_id").notNull(),
    ownerId: bytes("owner_id"),
    secretHash: varchar({ length: 43 }).notNull(),
    revision: bigint({ mode: "number", unsigned: true }).notNull(),
    generation: int().notNull(),
    branch: int().notNull(),
    previousBranch: int().notNull(),
    rotatedAt: milliseconds("rotated_at"),
    renewedAt: milliseconds("renewed_at"),
    siblingsFrom: int().notNull(),
    siblingsHeld: boolean().notNull(),
    seenGeneration: int().notNull(),
    seenBranch: int().notNull(),
    firstSeenAt: datetime("first_seen_at", { fsp: 6 }).notNull(),
    settledAt: datetime("settled_at", { fsp: 6 }).notNull(),
    createdAt: datetime("created_at", { fsp: 3 }).notNull(),
    authenticatedAt: milliseconds("authenticated_at"),
    previousAuthenticatedAt: milliseconds("previous_authenticated_at"),
    lastActiveAt: milliseconds("last_active_at"),
    idleExpiresAt: milliseconds("idle_expires_at"),
    endsAt: milliseconds("ends_at"),
    idleSeconds: int().notNull(),
    isRemembered: boolean().notNull(),
    ip: varchar({ length: 45 }),
    userAgent: text(),
    label: text(),
    actorId: text(),
    actorSessionId: text(),
    boundKey: text(),
    payload: json().notNull(),
    tenant: varchar({ length: 20 }).notNull().default("main"),
    touched: varchar({ length: 20 }).$onUpdate(() => "yes"),
  },
  (table) => [uniqueIndex("logins_public_id").on(table.publicId)],
);
const audit = mysqlTable("audit", {
  id: bytes().primaryKey(),
  who: bytes().notNull(),
  sessionId: bytes().notNull(),
  kind: varchar({
    length: 32,
    enum: ACTIVITY_TYPES,
  }).notNull(),
  happenedAt: milliseconds("happened_at"),
  ip: varchar({ length: 45 }),
  userAgent: text(),
});
const DDL = [
  `create table logins (pk serial primary key, public_id varbinary(255) not null unique, owner_id varbinary(255),
    secretHash varchar(43) not null, revision bigint unsigned not null, generation int not null, branch int not null,
    previousBranch int not null, rotated_at bigint not null, renewed_at bigint not null,
    siblingsFrom int not null, siblingsHeld boolean not null, seenGeneration int not null, seenBranch int not null,
    first_seen_at datetime(6) not null, settled_at datetime(6) not null, previous_authenticated_at bigint not null,
    created_at datetime(3) not null, authenticated_at bigint not null, last_active_at bigint not null,
    idle_expires_at bigint not null, ends_at bigint not null, idleSeconds int not null, isRemembered bool not null,
    ip varchar(45), userAgent text, label text, actorId text, actorSessionId text, boundKey text, payload json not null, tenant varchar(20) not null default 'main',
    touched varchar(20))`,
  `create table audit (id varbinary(255) primary key, who varbinary(255) not null, sessionId varbinary(255) not null,
    kind varchar(32) not null, happened_at bigint not null, ip varchar(45), userAgent text)`,
  "create table by_int (id int auto_increment primary key, name text)",
  "create table by_serial (id serial primary key, name text)",
];

const sessions = {
  table: logins,
  columns: {
    id: "publicId",
    userId: "ownerId",
    version: "revision",
    absoluteExpiresAt: "endsAt",
    remember: "isRemembered",
    data: "payload",
  },
} as const;
const activity = {
  table: audit,
  columns: { userId: "who", type: "kind", at: "happenedAt" },
} as const;

const userTables = {
  int: mysqlTable("by_int", { id: int().autoincrement().primaryKey(), name: text() }),
  serial: mysqlTable("by_serial", { id: serial().primaryKey(), name: text() }),
};

let backend: Mysql2;
beforeAll(async () => {
  backend = await openMysql2();
  for (const sql of [...createTableStatements(prefixed.sessions, prefixed.activity), ...DDL]) {
    await backend.query(sql);
  }
});
afterAll(() => backend.close());

describeActivityLog("prefixed tables", () => createDrizzleStore(backend.db, prefixed));

const openOwn = () => createDrizzleStore(backend.db, { sessions, activity });
describeStore("an application table", openOwn);
describeActivityLog("an application log", openOwn);

describe.each(Object.entries(userTables))("users with keys of type %s", (name, users) => {
  const openStore = () => createDrizzleStore(backend.db, { sessions: prefixed.sessions, users });
  describeUserJoin(name, () => ({
    store: openStore() as never,
    async insertUser() {
      const [{ id }] = (await backend.db
        .insert(users as typeof userTables.int)
        .values({ name: "Ada" })
        .$returningId()) as [{ id: number }];
      return { id: String(id), user: { id, name: "Ada" } };
    },
  }));

  it.each(["", "1a", "007", "1e0", " 1", "1 ", "1.0", "-1", "9".repeat(40)])(
    "do not exist for %j, without an error",
    async (userId) => {
      await backend.db.insert(users as typeof userTables.int).values({ name: "Eve" });
      const record = buildRecord({ userId });
      await openStore().insert(record);
      expect(await openStore().findWithUser(record.id)).toEqual({ record, user: null });
    },
  );

  it("are found with their index", async () => {
    await backend.db.insert(users as typeof userTables.int).values({ name: "Eve" });
    const record = buildRecord({ userId: "1" });
    await openStore().insert(record);
    backend.statements.length = 0;
    await openStore().findWithUser(record.id);
    const [{ sql, params } = { sql: "", params: [] }] = backend.statements;
    const plan = await backend.query(`explain ${sql}`, params);
    expect(plan.map((step) => step.key)).toEqual(["PRIMARY", "PRIMARY"]);
  });
});

it("distinguishes users whose ids differ only in case or spaces, and uses the index", async () => {
  const users = mysqlTable("by_name", { id: varchar({ length: 36 }).primaryKey() });
  await backend.query(
    "create table by_name (id varchar(36) primary key) collate utf8mb4_general_ci",
  );
  await backend.query("insert into by_name values ('Ada')");
  const store = createDrizzleStore(backend.db, { sessions: prefixed.sessions, users });
  const found: Record<string, unknown> = {};
  for (const userId of ["Ada", "ada", "Ada ", "\u00c1da"]) {
    const record = buildRecord({ userId });
    await store.insert(record);
    backend.statements.length = 0;
    found[userId] = (await store.findWithUser(record.id))?.user;
  }
  expect(found).toEqual({ Ada: { id: "Ada" }, ada: null, "Ada ": null, "\u00c1da": null });
  const [{ sql, params } = { sql: "", params: [] }] = backend.statements;
  const plan = await backend.query(`explain ${sql}`, params);
  expect(plan.map((step) => step.key)).toEqual(["PRIMARY", "PRIMARY"]);
});
