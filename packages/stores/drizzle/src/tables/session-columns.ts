import type { SessionRecord } from "@sessionkit/core";
import type { ColumnTypes } from "./column-types.ts";

/** The columns of a session, the same in every dialect. */
export function sessionColumns<Builder>(
  type: ColumnTypes<Builder>,
): Record<keyof SessionRecord, Builder> {
  return {
    id: type.primaryKey("id"),
    userId: type.key("user_id"),
    secretHash: type.text("secret_hash", 43),
    version: type.integer("version"),
    generation: type.integer("generation"),
    branch: type.integer("branch"),
    previousBranch: type.integer("previous_branch"),
    rotatedAt: type.timestamp("rotated_at"),
    renewedAt: type.timestamp("renewed_at"),
    siblingsFrom: type.integer("siblings_from"),
    siblingsHeld: type.boolean("siblings_held"),
    seenGeneration: type.integer("seen_generation"),
    seenBranch: type.integer("seen_branch"),
    firstSeenAt: type.timestamp("first_seen_at"),
    settledAt: type.timestamp("settled_at"),
    createdAt: type.timestamp("created_at"),
    authenticatedAt: type.timestamp("authenticated_at"),
    previousAuthenticatedAt: type.timestamp("previous_authenticated_at"),
    lastActiveAt: type.timestamp("last_active_at"),
    idleExpiresAt: type.timestamp("idle_expires_at"),
    absoluteExpiresAt: type.timestamp("absolute_expires_at"),
    idleSeconds: type.integer("idle_seconds"),
    remember: type.boolean("remember"),
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
