import type { JsonObject } from "../base/json.ts";

/**
 * One sign-in of one user on one device, as a store keeps it. Every member is plain data: a store saves and
 * returns it, and never interprets it.
 *
 * Dates have millisecond precision and come back as equal instants. Text may hold any Unicode but NUL and
 * lone surrogates, which core keeps out because not every database takes them. Ids compare byte for byte. `data` is a JSON
 * object, comes back deeply equal, and may hold members named like JavaScript's own (`__proto__`, `constructor`).
 */
export interface SessionRecord {
  /** Public name of the session: 21 characters of `A-Za-z0-9_-`. The primary key. */
  readonly id: string;
  /** The application's own user id, as text. Never changes. */
  readonly userId: string;
  /** SHA-256 of the session's secret, base64url, 43 characters. The secret itself is never stored. */
  readonly secretHash: string;
  /** Starts at 1 and goes up by one with every successful `update`. */
  readonly version: number;

  /** How often the session token was rotated, from 1. */
  readonly generation: number;
  /** Which sibling of `generation` is the live one, from 1. */
  readonly branch: number;
  /** The branch of `generation - 1` that the live token succeeded; 0 where there is none or it is not known. */
  readonly previousBranch: number;
  /** When the live generation began, or a branch of it replaced an answer that was lost. */
  readonly rotatedAt: Date;
  /** When the session was last renewed; `createdAt` before the first time. */
  readonly renewedAt: Date;
  /** The lowest branch of `generation` that counts as a sibling of the live one; 0 where none does. */
  readonly siblingsFrom: number;
  /** Whether a renewal left the siblings: they are held, and never reach its freshness. */
  readonly siblingsHeld: boolean;
  /** The position that a client presented last for the first time: its generation and branch. */
  readonly seenGeneration: number;
  readonly seenBranch: number;
  /** When that position was first presented. */
  readonly firstSeenAt: Date;
  /** When a position was last settled: presented again some time after the first time. Not after `rotatedAt`: none is. */
  readonly settledAt: Date;

  readonly createdAt: Date;
  /** When the user last proved who they are: sign-in or step-up. */
  readonly authenticatedAt: Date;
  /** What `authenticatedAt` was before the last renewal. */
  readonly previousAuthenticatedAt: Date;
  readonly lastActiveAt: Date;
  /** Sliding end; moves with activity, never beyond `absoluteExpiresAt`. */
  readonly idleExpiresAt: Date;
  /** Fixed end; no refresh moves it. */
  readonly absoluteExpiresAt: Date;
  /** Length of the sliding window in seconds, as it was resolved at sign-in. */
  readonly idleSeconds: number;
  /** False: the cookies end with the browser. */
  readonly remember: boolean;

  /** Canonical client address, at most 45 characters; null when unknown or switched off. */
  readonly ip: string | null;
  /** At most 512 bytes of UTF-8; null when unknown or switched off. */
  readonly userAgent: string | null;
  /** The application's own data for this session. */
  readonly data: JsonObject;
}

/** What an `update` may change. Never the id, the user, the version or the moment of creation. */
export type SessionChanges = Partial<
  Omit<SessionRecord, "id" | "userId" | "version" | "createdAt">
>;

/** `missing` means: there is no such row now. It is an answer, not an error. */
export type UpdateResult = "updated" | "conflict" | "missing";

/**
 * Where sessions live. Seven verbs at the height of a record: no policy, no clock, no token, no cookie. A store
 * keeps the promises below and decides nothing; `describeStore` of `@sessionkit/testing` holds it to them.
 *
 * Every verb may reject when the backend fails, and then rejects with a `SessionStoreError` that keeps the
 * driver's error as `cause`. Not-found is never an error. A verb that resolved has taken effect.
 */
export interface SessionStore {
  /**
   * Creates the row. The only verb that does: nothing else may bring a session into being, so that a session
   * that was ended stays ended. Rejects with `SessionStoreError` when the id exists, and leaves that row alone.
   */
  insert(record: SessionRecord): Promise<void>;

  /** The row, or null. May return an expired one: core decides. */
  find(id: string): Promise<SessionRecord | null>;

  /**
   * Compare-and-swap: applies `changes` and sets `version` to `version + 1`, only while the row still has the
   * given version. Of any number of racing updates from one version, exactly one is `"updated"`. A row that is
   * gone answers `"missing"` and is not brought back. One atomic statement; no read before the write.
   */
  update(id: string, version: number, changes: SessionChanges): Promise<UpdateResult>;

  /** Removes the row. Idempotent. True when this very call removed it. */
  delete(id: string): Promise<boolean>;

  /**
   * The user's rows that have not expired at `now` (neither `idleExpiresAt` nor `absoluteExpiresAt` is at or
   * before it), newest `createdAt` first.
   */
  findByUser(userId: string, now: Date): Promise<SessionRecord[]>;

  /** Removes all of the user's rows, except `exceptId` where it is given. Returns the ids that this call removed. */
  deleteByUser(userId: string, exceptId?: string): Promise<string[]>;

  /**
   * Removes at most `limit` rows that expired before `before` (by either expiry) and returns how many. A backend
   * that expires rows by itself does nothing and returns 0.
   */
  deleteExpired(before: Date, limit: number): Promise<number>;
}
