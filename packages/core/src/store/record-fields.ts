import { ACTIVITY_TYPES, type ActivityEntry } from "./activity-log.ts";
import type { SessionChanges, SessionRecord } from "./session-store.ts";
import type { PublishedRevocation } from "./table-feed.ts";

/**
 * The type of a record member. A `key` is an id of the application, which its tables may store as a number; an `owner` is
 * a `key`, or null if the column allows it; a `nullable` member is text or null; an `integer` has 32 bits; a `timestamp` is a Date with milliseconds; `milliseconds` are a number
 * of more than 32 bits; `json` is an object.
 */
export type FieldKind =
  | "text"
  | "key"
  | "owner"
  | "nullable"
  | "integer"
  | "timestamp"
  | "milliseconds"
  | "boolean"
  | "json";

/** The members of a record with their kinds. */
export type Fields<Record_> = { readonly [Name in keyof Record_ & string]: FieldKind };

/** All members of a session record. Stores and their tests are generated from this list. */
export const SESSION_FIELDS: Fields<SessionRecord> = Object.freeze({
  id: "text",
  userId: "owner",
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
  label: "nullable",
  actorId: "nullable",
  actorSessionId: "nullable",
  boundKey: "nullable",
  data: "json",
});

/** All members of an activity entry. */
export const ACTIVITY_FIELDS: Fields<ActivityEntry> = Object.freeze({
  id: "text",
  userId: "key",
  sessionId: "text",
  type: "text",
  at: "timestamp",
  ip: "nullable",
  userAgent: "nullable",
});

/** All members of an entry of the revocation feed in a table. The database sets `publishedAt`. */
export const REVOCATION_FIELDS: Fields<PublishedRevocation> = Object.freeze({
  id: "text",
  subject: "text",
  notBefore: "timestamp",
  until: "timestamp",
  reason: "text",
  cookiesCleared: "boolean",
  publishedAt: "milliseconds",
});

/**
 * The maximum length of each text that core writes, in characters; of `userAgent` in bytes. Ids of the application, such as
 * `userId`, have no maximum.
 */
export const TEXT_LENGTHS: Readonly<Record<string, number>> = Object.freeze({
  id: 21,
  secretHash: 43,
  ip: 45,
  userAgent: 512,
  label: 100,
  actorSessionId: 21,
  boundKey: 1000,
  sessionId: 21,
  type: Math.max(...ACTIVITY_TYPES.map((type) => type.length)),
  subject: 300,
  reason: 20,
});

/**
 * The members that an `update` writes: known members with a value, without `version` and those that never change.
 */
export function changeableFields(changes: SessionChanges): SessionChanges {
  const fixed = ["id", "userId", "actorId", "actorSessionId", "version", "createdAt"];
  return Object.fromEntries(
    Object.entries(changes).filter(
      ([name, value]) => value !== undefined && name in SESSION_FIELDS && !fixed.includes(name),
    ),
  );
}
