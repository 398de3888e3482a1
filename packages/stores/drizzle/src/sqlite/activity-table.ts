import type { ActivityType } from "@sessionkit/core";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Key, Moment, NullableText, TableOf, Text } from "./column-types.ts";

export type ActivityTable = TableOf<{
  id: Key;
  userId: Text;
  sessionId: Text;
  type: Text<ActivityType>;
  at: Moment;
  ip: NullableText;
  userAgent: NullableText;
}>;

/** The table of the activity log, named `session_activity`. No foreign key: the log outlives its sessions. */
export const activityTable: ActivityTable = createActivityTable("session_activity");

/** The table of the activity log under a name of your own; its indexes are named after it. */
export function createActivityTable(name: string): ActivityTable {
  const table = sqliteTable(
    name,
    {
      id: text("id").primaryKey(),
      userId: text("user_id").notNull(),
      sessionId: text("session_id").notNull(),
      type: text("type").$type<ActivityType>().notNull(),
      at: integer("at", { mode: "timestamp_ms" }).notNull(),
      ip: text("ip"),
      userAgent: text("user_agent"),
    },
    (table) => [
      index(`${name}_user_id_at_id_idx`).on(table.userId, table.at, table.id),
      index(`${name}_at_idx`).on(table.at),
    ],
  );
  return table as unknown as ActivityTable;
}
