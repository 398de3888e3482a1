import { ACTIVITY_TYPES } from "@sessionkit/core/store";
import {
  buildRecord,
  describeActivityLog,
  describeStore,
  describeUserJoin,
} from "@sessionkit/testing";
import {
  bigint,
  bigserial,
  boolean,
  integer,
  json,
  pgSchema,
  serial,
  text,
  timestamp,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  activityTable,
  createActivityTable,
  createSessionTable,
  createTableStatements,
  sessionTable,
} from "../src/pg.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";

import { type NodePostgres, openNodePostgres } from "./open-node-postgres.ts";

const auth = pgSchema("auth");
const sessionsInSchema = createSessionTable("app_session", auth);
const activityInSchema = createActivityTable("app_activity", auth);

/** Other names and types, all types of timestamps, and additional columns. */
const milliseconds = (name: string) => bigint(name, { mode: "number" }).notNull();
const logins = auth.table("logins", {
  pk: bigserial("pk", { mode: "bigint" }).primaryKey(),
  publicId: varchar("public_id", { length: 21 }).notNull().unique(),
  ownerId: text("owner_id"),
  secretHash: text().notNull(),
  revision: bigint({ mode: "number" }).notNull(),
  generation: integer().notNull(),
  branch: integer().notNull(),
  previousBranch: integer().notNull(),
  rotatedAt: milliseconds("rotated_at"),
  renewedAt: milliseconds("renewed_at"),
  siblingsFrom: integer().notNull(),
  siblingsHeld: boolean().notNull(),
  seenGeneration: integer().notNull(),
  seenBranch: integer().notNull(),
  firstSeenAt: timestamp("first_seen_at").notNull(),
  settledAt: timestamp("settled_at").notNull(),
  createdAt: timestamp("created_at", { precision: 3 }).notNull(),
  authenticatedAt: timestamp({ withTimezone: true }).notNull(),
  previousAuthenticatedAt: timestamp({ withTimezone: true }).notNull(),
  lastActiveAt: milliseconds("last_active_at"),
  idleExpiresAt: milliseconds("idle_expires_at"),
  endsAt: milliseconds("ends_at"),
  idleSeconds: integer().notNull(),
  isRemembered: boolean().notNull(),
  ip: text(),
  userAgent: text(),
  label: text(),
  actorId: text(),
  actorSessionId: text(),
  boundKey: text(),
  payload: json().notNull(),
  tenant: text().notNull().default("main"),
  touched: text().$onUpdate(() => "yes"),
});
const audit = auth.table("audit", {
  // With a collation that does not sort by bytes.
  id: text().primaryKey(),
  who: text().notNull(),
  sessionId: text().notNull(),
  kind: text({
    enum: ACTIVITY_TYPES,
  }).notNull(),
  happenedAt: milliseconds("happened_at"),
  ip: text(),
  userAgent: text(),
});
const DDL = `
  create table auth.logins (pk bigserial primary key, public_id varchar(21) not null unique, owner_id text,
    "secretHash" text not null, revision bigint not null, generation int not null, branch int not null,
    "previousBranch" int not null, rotated_at bigint not null, renewed_at bigint not null,
    "siblingsFrom" int not null, "siblingsHeld" boolean not null, "seenGeneration" int not null, "seenBranch" int not null,
    first_seen_at timestamp not null, settled_at timestamp not null, "previousAuthenticatedAt" timestamptz not null,
    created_at timestamp(3) not null, "authenticatedAt" timestamptz not null, last_active_at bigint not null,
    idle_expires_at bigint not null, ends_at bigint not null, "idleSeconds" int not null, "isRemembered" bool not null,
    ip text, "userAgent" text, label text, "actorId" text, "actorSessionId" text, "boundKey" text, payload json not null, tenant text not null default 'main', touched text);
  create table auth.audit (id text collate "en-x-icu" primary key, who text not null, "sessionId" text not null,
    kind text not null, happened_at bigint not null, ip text, "userAgent" text);
  create table auth.by_uuid (id uuid primary key default gen_random_uuid(), name text);
  create table auth.by_serial (id serial primary key, name text);
  create table auth.by_bigint (id bigint generated always as identity primary key, name text)`;

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
  UUIDs: auth.table("by_uuid", { id: uuid().primaryKey().defaultRandom(), name: text() }),
  "serial numbers": auth.table("by_serial", { id: serial().primaryKey(), name: text() }),
  "large numbers": auth.table("by_bigint", {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    name: text(),
  }),
};

let backend: NodePostgres;
beforeAll(async () => {
  backend = await openNodePostgres();
  for (const sql of createTableStatements(
    sessionsInSchema,
    activityInSchema,
    sessionTable,
    activityTable,
  )) {
    await backend.query(sql);
  }
  await backend.query(DDL);
});
afterAll(() => backend.close());

const openInSchema = () =>
  createDrizzleStore(backend.db, { sessions: sessionsInSchema, activity: activityInSchema });
describeActivityLog("a prefixed log in a schema", openInSchema);

const openOwn = () => createDrizzleStore(backend.db, { sessions, activity });
describeStore("an application table in a schema", openOwn);
describeActivityLog("an application log, with another collation", openOwn);

describe.each(Object.entries(userTables))("users with %s for keys", (name, users) => {
  const openStore = () => createDrizzleStore(backend.db, { sessions: sessionsInSchema, users });
  describeUserJoin(name, () => ({
    store: openStore() as never,
    async insertUser() {
      const [user] = await backend.db
        .insert(users as (typeof userTables)["UUIDs"])
        .values({ name: "Ada" })
        .returning();
      if (!user) throw new Error("No user was inserted.");
      return { id: String(user.id), user };
    },
  }));

  it.each([
    "",
    "7a",
    "007",
    "1e0",
    " 1",
    "9".repeat(18),
    "9".repeat(40),
    "00000000-0000-0000-0000-00000000000g",
  ])("do not exist for %j, without an error", async (userId) => {
    await backend.db.insert(userTables["serial numbers"]).values({ name: "Eve" });
    const record = buildRecord({ userId });
    await openStore().insert(record);
    expect(await openStore().findWithUser(record.id)).toEqual({ record, user: null });
  });

  it("are found with their index", async () => {
    backend.statements.length = 0;
    await openStore().findWithUser("a");
    const [{ sql, params } = { sql: "", params: [] }] = backend.statements;
    const client = await backend.pool.connect();
    await client.query("set enable_seqscan = off");
    const { rows } = await client.query(`explain ${sql}`, params);
    client.release(true);
    expect(JSON.stringify(rows)).toMatch(/Index Scan using by_\w+_pkey/);
  });
});

it("distinguishes tables of the same name in two schemas", async () => {
  const record = buildRecord();
  await openInSchema().insert(record);
  const inPublic = createDrizzleStore(backend.db, { sessions: sessionTable });
  expect(await inPublic.find(record.id)).toBeNull();
  expect(await openInSchema().find(record.id)).toEqual(record);
});
