import type { SessionStore } from "./session-store.ts";

/**
 * An entry of the denylist that all processes share: access tokens of `subject` that were issued before `notBefore` are not
 * trusted, and the store decides instead.
 */
export interface Revocation {
  /** 21 random characters of `A-Za-z0-9_-`. An entry that is read twice has the same id. */
  readonly id: string;
  /** `session:` and a session id, `user:` and a user id, or `*` for all users. At most 300 characters. */
  readonly subject: string;
  readonly notBefore: Date;
  /** After this, no access token can be affected, and the entry may be removed. */
  readonly until: Date;
  /** A reason why a session ended, or `claims_changed`. At most 20 characters. */
  readonly reason: string;
  /** Whether the cookies of the browser were cleared or replaced, so that a late answer must not clear them again. */
  readonly cookiesCleared: boolean;
}

export interface RevocationPage {
  /** In any order. May repeat entries of earlier pages. */
  readonly entries: readonly Revocation[];
  /** Where the next read continues. Only the store that returned it can interpret it. */
  readonly cursor: string;
  /** Whether there are further entries already. */
  readonly more: boolean;
}

/**
 * Optional interface of a store: the entries of the denylist, for all processes. Rejects like the verbs of `SessionStore`.
 * `describeRevocationFeed` of `@sessionkit/testing` tests a store against the requirements below.
 */
export interface RevocationFeed {
  /** Appends an entry. When it resolves, every `readRevocations` that starts later, in any process, returns the entry. */
  publishRevocation(entry: Revocation): Promise<void>;

  /**
   * Returns at most `limit` entries after `cursor`; null: from the start. Never skips an entry that is in force, whatever the
   * order in which concurrent writes become visible. May repeat entries, and leave out those that are over. `limit` is at
   * least 1.
   */
  readRevocations(cursor: string | null, limit: number): Promise<RevocationPage>;

  /** Removes at most `limit` entries with `until` before `before`; returns how many. 0 if the backend removes them itself. */
  deleteRevocations(before: Date, limit: number): Promise<number>;
}

export function hasRevocationFeed(store: SessionStore): store is SessionStore & RevocationFeed {
  return typeof (store as Partial<RevocationFeed>).readRevocations === "function";
}

/**
 * Optional interface of a store with a feed: a hint that another process has published an entry. May be lost, repeated or
 * late, since processes poll the feed as well; with it they know of an entry within milliseconds.
 */
export interface RevocationBell {
  /** Calls `listener` after entries were published. Returns a function that removes it. Never throws and never rejects. */
  onRevocation(listener: () => void): () => void;
}

export function hasRevocationBell(store: SessionStore): store is SessionStore & RevocationBell {
  return typeof (store as Partial<RevocationBell>).onRevocation === "function";
}
