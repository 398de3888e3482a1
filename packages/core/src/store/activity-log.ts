import type { SessionStore } from "./session-store.ts";

/** All types of activity entries. */
export const ACTIVITY_TYPES = [
  "signed_in",
  "refreshed",
  "stepped_up",
  "revoked",
  "reused",
  "impersonation_started",
  "impersonation_ended",
] as const;

/**
 * Type of an activity entry. Can be displayed to the user. The start and the end of an impersonation are in the log of its
 * user and in that of its actor.
 */
export type ActivityType = (typeof ACTIVITY_TYPES)[number];

/** An entry of the log. Never changed; outlives its session. */
export interface ActivityEntry<UserId = string> {
  /** 21 random characters. Not sortable: the order is by `at`. */
  readonly id: string;
  readonly userId: UserId;
  readonly sessionId: string;
  readonly type: ActivityType;
  readonly at: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** `at` and `id` of the last entry of the previous page. */
export interface ActivityCursor {
  readonly at: Date;
  readonly id: string;
}

/** Optional interface of a store: an append-only log of session activity. Rejects like the verbs of `SessionStore`. */
export interface ActivityLog {
  /** Appends an entry. If the id exists, resolves without a change. */
  record(entry: ActivityEntry): Promise<void>;

  /** At most `limit` entries, newest `at` first, ties by `id` descending; after `cursor` if given. */
  listByUser(userId: string, limit: number, cursor?: ActivityCursor): Promise<ActivityEntry[]>;

  /** Removes at most `limit` entries with `at` before `before`; returns how many. */
  deleteBefore(before: Date, limit: number): Promise<number>;
}

export function hasActivityLog(store: SessionStore): store is SessionStore & ActivityLog {
  return typeof (store as Partial<ActivityLog>).listByUser === "function";
}
