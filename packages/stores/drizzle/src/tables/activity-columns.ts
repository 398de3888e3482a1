import type { ActivityEntry } from "@sessionkit/core";
import type { ColumnTypes } from "./column-types.ts";

/** The columns of a line of the log, the same in every dialect. */
export function activityColumns<Builder>(
  type: ColumnTypes<Builder>,
): Record<keyof ActivityEntry, Builder> {
  return {
    id: type.primaryKey("id"),
    userId: type.key("user_id"),
    sessionId: type.key("session_id"),
    type: type.text("type", 32),
    at: type.timestamp("at"),
    ip: type.nullable("ip", 45),
    userAgent: type.nullable("user_agent", 512),
  };
}

/** What the queries look up by: a page of a user's log, and what is old. */
export const ACTIVITY_INDEXES: readonly (readonly (keyof ActivityEntry)[])[] = [
  ["userId", "at", "id"],
  ["at"],
];
