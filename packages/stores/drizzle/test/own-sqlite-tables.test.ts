import { ACTIVITY_TYPES } from "@sessionkit/core/store";
import { describeActivityLog, describeStore, describeUserJoin } from "@sessionkit/testing";
import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";

import { temporaryDatabase } from "./temporary-database.ts";

/** Other names, simpler types, and additional columns. */
const logins = sqliteTable(
  "logins",
  {
    pk: integer("pk").primaryKey({ autoIncrement: true }),
    publicId: text("public_id").notNull(),
    ownerId: text("owner_id"),
    secretHash: text().notNull(),
    revision: integer().notNull(),
    generation: integer().notNull(),
    branch: integer().notNull(),
    previousBranch: integer().notNull(),
    rotatedAt: integer().notNull(),
    renewedAt: integer().notNull(),
    siblingsFrom: integer().notNull(),
    siblingsHeld: integer().notNull(),
    seenGeneration: integer().notNull(),
    seenBranch: integer().notNull(),
    firstSeenAt: integer().notNull(),
    settledAt: integer().notNull(),
    createdAt: integer().notNull(),
    authenticatedAt: integer({ mode: "timestamp_ms" }).notNull(),
    previousAuthenticatedAt: integer({ mode: "timestamp_ms" }).notNull(),
    lastActiveAt: integer().notNull(),
    idleExpiresAt: integer().notNull(),
    endsAt: integer("ends_at").notNull(),
    idleSeconds: integer().notNull(),
    isRemembered: integer().notNull(),
    ip: text(),
    userAgent: text(),
    label: text(),
    actorId: text(),
    actorSessionId: text(),
    boundKey: text(),
    payload: text().notNull(),
    tenant: text().notNull().default("main"),
    note: text(),
    touched: text().$onUpdate(() => "yes"),
  },
  (table) => [uniqueIndex("logins_public_id").on(table.publicId)],
);

const audit = sqliteTable("audit", {
  id: text().primaryKey(),
  who: integer().notNull(),
  sessionId: text().notNull(),
  kind: text({
    enum: ACTIVITY_TYPES,
  }).notNull(),
  happenedAt: integer().notNull(),
  ip: text(),
  userAgent: text(),
});

const people = sqliteTable("people", { number: integer().primaryKey(), name: text().notNull() });

const DDL = [
  `CREATE TABLE logins (pk INTEGER PRIMARY KEY AUTOINCREMENT, public_id TEXT NOT NULL UNIQUE, owner_id TEXT,
    secretHash TEXT NOT NULL, revision INTEGER NOT NULL, generation INTEGER NOT NULL, branch INTEGER NOT NULL,
    previousBranch INTEGER NOT NULL, rotatedAt INTEGER NOT NULL, renewedAt INTEGER NOT NULL,
    siblingsFrom INTEGER NOT NULL, siblingsHeld INTEGER NOT NULL, seenGeneration INTEGER NOT NULL,
    seenBranch INTEGER NOT NULL, firstSeenAt INTEGER NOT NULL, settledAt INTEGER NOT NULL,
    previousAuthenticatedAt INTEGER NOT NULL, createdAt INTEGER NOT NULL, authenticatedAt INTEGER NOT NULL,
    lastActiveAt INTEGER NOT NULL, idleExpiresAt INTEGER NOT NULL, ends_at INTEGER NOT NULL,
    idleSeconds INTEGER NOT NULL, isRemembered INTEGER NOT NULL, ip TEXT, userAgent TEXT, label TEXT, actorId TEXT, actorSessionId TEXT, boundKey TEXT, payload TEXT NOT NULL,
    tenant TEXT NOT NULL DEFAULT 'main', note TEXT, touched TEXT)`,
  `CREATE TABLE audit (id TEXT PRIMARY KEY, who INTEGER NOT NULL, sessionId TEXT NOT NULL, kind TEXT NOT NULL,
    happenedAt INTEGER NOT NULL, ip TEXT, userAgent TEXT)`,
  "CREATE TABLE people (number INTEGER PRIMARY KEY, name TEXT NOT NULL)",
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
const users = { table: people, id: "number" } as const;

describeStore("an application table", async () => {
  const { db } = await temporaryDatabase(...DDL);
  return createDrizzleStore(db, { sessions });
});

describeActivityLog("an application log", async () => {
  const { db } = await temporaryDatabase(...DDL);
  return createDrizzleStore(db, { sessions, activity });
});

describeUserJoin("a user table with numbers for keys", async () => {
  const { db } = await temporaryDatabase(...DDL);
  return {
    store: createDrizzleStore(db, { sessions, users }),
    async insertUser() {
      const [user] = await db.insert(people).values({ name: "Ada" }).returning();
      if (!user) throw new Error("No user was inserted.");
      return { id: String(user.number), user };
    },
  };
});
