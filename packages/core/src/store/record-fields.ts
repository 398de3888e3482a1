import type { ActivityEntry } from "./activity-log.ts";
import type { SessionChanges, SessionRecord } from "./session-store.ts";

/**
 * What a member of a record is. A `key` is an id of the application's own, which its tables may hold as a number; a
 * `nullable` member is text or null; a `timestamp` is a Date with milliseconds; `json` is an object.
 */
export type FieldKind = "text" | "key" | "nullable" | "integer" | "timestamp" | "boolean" | "json";

/** The members of a record with their kinds. */
export type Fields<Record_> = { readonly [Name in keyof Record_ & string]: FieldKind };

/** Every member of a session's record: the one list that all stores and their tests are made from. */
export const SESSION_FIELDS: Fields<SessionRecord> = Object.freeze({
  id: "text",
  userId: "key",
  secretHash: "text",
  version: "integer",
  generation: "integer",
  branch: "integer",
  previousBranch: "integer",
  rotatedAt: "timestamp",
  renewedAt: "timestamp",
  siblingsFrom: "integer",
  siblingsHeld: "boolean",
  seenGeneration: "integer",
  seenBranch: "integer",
  firstSeenAt: "timestamp",
  settledAt: "timestamp",
  createdAt: "timestamp",
  authenticatedAt: "timestamp",
  previousAuthenticatedAt: "timestamp",
  lastActiveAt: "timestamp",
  idleExpiresAt: "timestamp",
  absoluteExpiresAt: "timestamp",
  idleSeconds: "integer",
  remember: "boolean",
  ip: "nullable",
  userAgent: "nullable",
  data: "json",
});

/** Every member of an entry of the activity log. */
export const ACTIVITY_FIELDS: Fields<ActivityEntry> = Object.freeze({
  id: "text",
  userId: "key",
  sessionId: "text",
  type: "text",
  at: "timestamp",
  ip: "nullable",
  userAgent: "nullable",
});

/** What an `update` may write: known members with a value, without those that never change or that the store counts. */
export function changeableFields(changes: SessionChanges): SessionChanges {
  const fixed = ["id", "userId", "version", "createdAt"];
  return Object.fromEntries(
    Object.entries(changes).filter(
      ([name, value]) => value !== undefined && name in SESSION_FIELDS && !fixed.includes(name),
    ),
  );
}
