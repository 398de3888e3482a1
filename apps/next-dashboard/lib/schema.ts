import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export { activityTable, revocationTable, sessionTable } from "@sessionkit/drizzle/sqlite";

export const userTable = sqliteTable("users", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  role: text("role", { enum: ["member", "admin"] }).notNull(),
});

/** In a table of its own, so that a loaded user never includes the hash. */
export const passwordTable = sqliteTable("passwords", {
  userId: text("user_id")
    .primaryKey()
    .references(() => userTable.id, { onDelete: "cascade" }),
  hash: text("hash").notNull(),
});

export type User = typeof userTable.$inferSelect;
