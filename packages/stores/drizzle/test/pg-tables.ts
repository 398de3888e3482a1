import { jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import {
  activityTable,
  createActivityTable,
  createRevocationTable,
  createSessionTable,
  createTableStatements,
  revocationTable,
  sessionTable,
} from "../src/pg.ts";
import type { BackendTables } from "./describe-backend.ts";

const userTable = pgTable("user", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  role: text("role"),
  settings: jsonb("settings").$type<{ dark: boolean }>().notNull(),
  joinedAt: timestamp("joined_at", { withTimezone: true }).notNull(),
});

export const pgTables: BackendTables = {
  sessions: sessionTable,
  activity: activityTable,
  revocations: revocationTable,
  users: userTable,
  statements: [
    ...createTableStatements(sessionTable, activityTable, revocationTable),
    `create table "user" (id text primary key, name text not null, role text, settings jsonb not null,
      joined_at timestamptz not null)`,
  ],
  missing: {
    sessions: createSessionTable("missing"),
    activity: createActivityTable("missing_activity"),
    revocations: createRevocationTable("missing_revocation"),
  },
};
