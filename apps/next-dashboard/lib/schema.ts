import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export { activityTable, revocationTable, sessionTable } from "@sessionkit/drizzle/sqlite";

export const userTable = sqliteTable("users", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  role: text("role", { enum: ["member", "admin"] }).notNull(),
  /** Sessions from before this time end. */
  passwordChangedAt: integer("password_changed_at", { mode: "timestamp_ms" }),
});

export const organisationTable = sqliteTable("organisations", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  notice: text("notice").notNull(),
});

/** A user has a role in each of their organisations. */
export const membershipTable = sqliteTable(
  "memberships",
  {
    userId: text("user_id")
      .notNull()
      .references(() => userTable.id, { onDelete: "cascade" }),
    organisationId: text("organisation_id")
      .notNull()
      .references(() => organisationTable.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["reader", "owner"] }).notNull(),
  },
  ({ userId, organisationId }) => [primaryKey({ columns: [userId, organisationId] })],
);

/** In a table of its own, so that a loaded user never includes the hash. */
export const passwordTable = sqliteTable("passwords", {
  userId: text("user_id")
    .primaryKey()
    .references(() => userTable.id, { onDelete: "cascade" }),
  hash: text("hash").notNull(),
});

export type User = typeof userTable.$inferSelect;
