import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import {
  activityTable,
  createActivityTable,
  createRevocationTable,
  createSessionTable,
  createTableStatements,
  revocationTable,
  sessionTable,
} from "../src/sqlite.ts";
import type { BackendTables } from "./describe-backend.ts";

const userTable = sqliteTable("user", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  role: text("role"),
  settings: text("settings", { mode: "json" }).$type<{ dark: boolean }>().notNull(),
  joinedAt: integer("joined_at", { mode: "timestamp" }).notNull(),
});

export const sqliteTables: BackendTables = {
  sessions: sessionTable,
  activity: activityTable,
  revocations: revocationTable,
  users: userTable,
  statements: [
    ...createTableStatements(sessionTable, activityTable, revocationTable),
    `create table user (id text primary key, name text not null, role text, settings text not null,
      joined_at integer not null)`,
  ],
  missing: {
    sessions: createSessionTable("missing"),
    activity: createActivityTable("missing_activity"),
    revocations: createRevocationTable("missing_revocation"),
  },
};
