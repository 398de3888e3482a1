import type { ActivityEntry, SessionRecord } from "@sessionkit/core";

/**
 * What a member of a record is. A `reference` is text that the application's own tables may hold as a number;
 * `nullable` members are text where they are not null.
 */
export type FieldKind = "text" | "reference" | "nullable" | "integer" | "date" | "boolean" | "json";

/** The members of a record, by name. */
export type Fields<Record_> = { readonly [Name in keyof Record_ & string]: FieldKind };

export const SESSION_FIELDS: Fields<SessionRecord> = {
  id: "text",
  userId: "reference",
  secretHash: "text",
  version: "integer",
  generation: "integer",
  branch: "integer",
  previousBranch: "integer",
  rotatedAt: "date",
  seenGeneration: "integer",
  seenAt: "date",
  createdAt: "date",
  authenticatedAt: "date",
  lastActiveAt: "date",
  idleExpiresAt: "date",
  absoluteExpiresAt: "date",
  idleSeconds: "integer",
  remember: "boolean",
  ip: "nullable",
  userAgent: "nullable",
  data: "json",
};

export const ACTIVITY_FIELDS: Fields<ActivityEntry> = {
  id: "text",
  userId: "reference",
  sessionId: "text",
  type: "text",
  at: "date",
  ip: "nullable",
  userAgent: "nullable",
};
