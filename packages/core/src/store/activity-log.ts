import type { SessionStore } from "./session-store.ts";

/** What a user did with a session, as their own settings page may show it. */
export type ActivityType = "signed_in" | "refreshed" | "stepped_up" | "revoked" | "reused";

/** One line of the log. Append-only: entries are never changed, and outlive their session. */
export interface ActivityEntry {
  /** 21 characters; later entries of one process sort after earlier ones only by `at`. */
  readonly id: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly type: ActivityType;
  readonly at: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** Where the previous page ended: the `at` and `id` of its last entry. */
export interface ActivityCursor {
  readonly at: Date;
  readonly id: string;
}

/** Optional power of a store: an append-only log of what a user's sessions did. Rejects like any verb of a store. */
export interface ActivityLog {
  /** Appends. An id that exists is left alone and is not an error. */
  record(entry: ActivityEntry): Promise<void>;

  /** At most `limit` entries, newest `at` first, ties by `id` descending; after `cursor` where one is given. */
  listByUser(userId: string, limit: number, cursor?: ActivityCursor): Promise<ActivityEntry[]>;

  /** Removes at most `limit` entries with `at` before `before`; returns how many. */
  deleteBefore(before: Date, limit: number): Promise<number>;
}

export function hasActivityLog(store: SessionStore): store is SessionStore & ActivityLog {
  return typeof (store as Partial<ActivityLog>).listByUser === "function";
}
