import type { SessionRecord } from "@sessionkit/core";
import type { ColumnTypes } from "./column-types.ts";

/** The columns of a session, the same in every dialect. */
export function sessionColumns<Builder>(
  type: ColumnTypes<Builder>,
): Record<keyof SessionRecord, Builder> {
  return {
    id: type.key("id"),
    userId: type.reference("user_id"),
    secretHash: type.text("secret_hash", 43),
    version: type.whole("version"),
    generation: type.whole("generation"),
    branch: type.whole("branch"),
    previousBranch: type.whole("previous_branch"),
    rotatedAt: type.moment("rotated_at"),
    seenGeneration: type.whole("seen_generation"),
    seenAt: type.moment("seen_at"),
    createdAt: type.moment("created_at"),
    authenticatedAt: type.moment("authenticated_at"),
    lastActiveAt: type.moment("last_active_at"),
    idleExpiresAt: type.moment("idle_expires_at"),
    absoluteExpiresAt: type.moment("absolute_expires_at"),
    idleSeconds: type.whole("idle_seconds"),
    remember: type.flag("remember"),
    ip: type.nullable("ip", 45),
    userAgent: type.nullable("user_agent", 512),
    data: type.json("data"),
  };
}

/** What the queries look up by: the sessions of a user, newest first, and those that expired. */
export const SESSION_INDEXES: readonly (readonly (keyof SessionRecord)[])[] = [
  ["userId", "createdAt"],
  ["idleExpiresAt"],
  ["absoluteExpiresAt"],
];
