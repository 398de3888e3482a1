import type { JsonObject } from "@sessionkit/core";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type {
  Flag,
  JsonOf,
  Key,
  Moment,
  NullableText,
  TableOf,
  Text,
  Whole,
} from "./column-types.ts";

export type SessionTable = TableOf<{
  id: Key;
  userId: Text;
  secretHash: Text;
  version: Whole;
  generation: Whole;
  branch: Whole;
  previousBranch: Whole;
  rotatedAt: Moment;
  seenGeneration: Whole;
  seenAt: Moment;
  createdAt: Moment;
  authenticatedAt: Moment;
  lastActiveAt: Moment;
  idleExpiresAt: Moment;
  absoluteExpiresAt: Moment;
  idleSeconds: Whole;
  remember: Flag;
  ip: NullableText;
  userAgent: NullableText;
  data: JsonOf<JsonObject>;
}>;

/** The table of sessions, named `session`: put it into your schema, so that migrations create it. */
export const sessionTable: SessionTable = createSessionTable("session");

/** The table of sessions under a name of your own; its indexes are named after it. */
export function createSessionTable(name: string): SessionTable {
  const table = sqliteTable(
    name,
    {
      id: text("id").primaryKey(),
      userId: text("user_id").notNull(),
      secretHash: text("secret_hash").notNull(),
      version: integer("version").notNull(),
      generation: integer("generation").notNull(),
      branch: integer("branch").notNull(),
      previousBranch: integer("previous_branch").notNull(),
      rotatedAt: moment("rotated_at"),
      seenGeneration: integer("seen_generation").notNull(),
      seenAt: moment("seen_at"),
      createdAt: moment("created_at"),
      authenticatedAt: moment("authenticated_at"),
      lastActiveAt: moment("last_active_at"),
      idleExpiresAt: moment("idle_expires_at"),
      absoluteExpiresAt: moment("absolute_expires_at"),
      idleSeconds: integer("idle_seconds").notNull(),
      remember: integer("remember", { mode: "boolean" }).notNull(),
      ip: text("ip"),
      userAgent: text("user_agent"),
      data: text("data", { mode: "json" }).$type<JsonObject>().notNull(),
    },
    (table) => [
      index(`${name}_user_id_created_at_idx`).on(table.userId, table.createdAt),
      index(`${name}_idle_expires_at_idx`).on(table.idleExpiresAt),
      index(`${name}_absolute_expires_at_idx`).on(table.absoluteExpiresAt),
    ],
  );
  return table as unknown as SessionTable;
}

function moment(name: string) {
  return integer(name, { mode: "timestamp_ms" }).notNull();
}
