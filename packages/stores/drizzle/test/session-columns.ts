import type { SessionRecord } from "@sessionkit/core";
import { integer, type SQLiteColumnBuilderBase, text } from "drizzle-orm/sqlite-core";

/** Column builders of a session table, for tables with other columns. */
export function sessionColumns(): Record<keyof SessionRecord, SQLiteColumnBuilderBase> {
  const count = (name: string) => integer(name).notNull();
  const milliseconds = (name: string) => integer(name, { mode: "timestamp_ms" }).notNull();
  return {
    id: text("id").primaryKey(),
    userId: text("user_id"),
    secretHash: text("secret_hash").notNull(),
    version: count("version"),
    generation: count("generation"),
    branch: count("branch"),
    previousBranch: count("previous_branch"),
    rotatedAt: milliseconds("rotated_at"),
    renewedAt: milliseconds("renewed_at"),
    siblingsFrom: count("siblings_from"),
    siblingsHeld: integer("siblings_held", { mode: "boolean" }).notNull(),
    seenGeneration: count("seen_generation"),
    seenBranch: count("seen_branch"),
    firstSeenAt: milliseconds("first_seen_at"),
    settledAt: milliseconds("settled_at"),
    createdAt: milliseconds("created_at"),
    authenticatedAt: milliseconds("authenticated_at"),
    previousAuthenticatedAt: milliseconds("previous_authenticated_at"),
    lastActiveAt: milliseconds("last_active_at"),
    idleExpiresAt: milliseconds("idle_expires_at"),
    absoluteExpiresAt: milliseconds("absolute_expires_at"),
    idleSeconds: count("idle_seconds"),
    remember: integer("remember", { mode: "boolean" }).notNull(),
    ip: text("ip"),
    userAgent: text("user_agent"),
    label: text("label"),
    actorId: text("actor_id"),
    actorSessionId: text("actor_session_id"),
    boundKey: text("bound_key"),
    data: text("data", { mode: "json" }).notNull(),
  };
}
