import { datetime, json, mysqlTable, varchar } from "drizzle-orm/mysql-core";
import {
  activityTable,
  createActivityTable,
  createRevocationTable,
  createSessionTable,
  createTableStatements,
  revocationTable,
  sessionTable,
} from "../src/mysql.ts";
import type { BackendTables } from "./describe-backend.ts";

const userTable = mysqlTable("user", {
  id: varchar("id", { length: 36 }).primaryKey(),
  name: varchar("name", { length: 100 }).notNull(),
  role: varchar("role", { length: 100 }),
  settings: json("settings").$type<{ dark: boolean }>().notNull(),
  joinedAt: datetime("joined_at").notNull(),
});

export const mysqlTables: BackendTables = {
  sessions: sessionTable,
  activity: activityTable,
  revocations: revocationTable,
  users: userTable,
  statements: [
    ...createTableStatements(sessionTable, activityTable, revocationTable),
    `create table user (id varchar(36) primary key, name varchar(100) not null, role varchar(100),
      settings json not null, joined_at datetime not null) character set utf8mb4`,
  ],
  missing: {
    sessions: createSessionTable("missing"),
    activity: createActivityTable("missing_activity"),
    revocations: createRevocationTable("missing_revocation"),
  },
};
