import type { JsonObject } from "../base/json.ts";

/**
 * The stored record of a session: one sign-in of one user on one device. Every member is plain data: a store saves and
 * returns it, and never interprets it.
 *
 * Dates have millisecond precision and are returned as equal instants. Text may contain any Unicode except NUL and lone
 * surrogates: core rejects these because some databases cannot store them. Ids compare byte for byte. `data` is a JSON
 * object, is returned deeply equal, and may have members such as `__proto__` and `constructor`.
 */
export interface SessionRecord {
  /** Public id of the session: 21 characters of `A-Za-z0-9_-`. The primary key. */
  readonly id: string;
  /** The application's user id, as text; null for a guest. Never changes. */
  readonly userId: string | null;
  /** SHA-256 of the session's secret, base64url, 43 characters. The secret itself is never stored. */
  readonly secretHash: string;
  /** Starts at 1 and increases by one with every successful `update`. */
  readonly version: number;

  /** Starts at 1 and increases by one with every rotation of the session token. */
  readonly generation: number;
  /** The live branch of `generation`, from 1. */
  readonly branch: number;
  /** The branch of `generation - 1` that the live token succeeded; 0 if it is not known, -1 if it is no longer accepted. */
  readonly previousBranch: number;
  /** When the live generation began, or when a branch replaced one whose response was lost. */
  readonly rotatedAt: Date;
  /** When the session was last renewed; `createdAt` if it never was. */
  readonly renewedAt: Date;
  /** The lowest branch of `generation` that counts as a sibling of the live one; 0 if there is none. */
  readonly siblingsFrom: number;
  /** Whether a renewal replaced the siblings: they are held, without its freshness. */
  readonly siblingsHeld: boolean;
  /** The latest position that a client has presented: its generation and branch. */
  readonly seenGeneration: number;
  readonly seenBranch: number;
  /** When that position was first presented. */
  readonly firstSeenAt: Date;
  /**
   * When a position last settled: it was presented again some time after the first presentation. If not after
   * `rotatedAt`, no position of the live generation has settled.
   */
  readonly settledAt: Date;

  readonly createdAt: Date;
  /** When the user last proved who they are: sign-in or step-up. */
  readonly authenticatedAt: Date;
  /** What `authenticatedAt` was before the last renewal. */
  readonly previousAuthenticatedAt: Date;
  readonly lastActiveAt: Date;
  /** Idle expiry: extended by activity, never beyond `absoluteExpiresAt`. */
  readonly idleExpiresAt: Date;
  /** Absolute expiry: a refresh does not extend it. */
  readonly absoluteExpiresAt: Date;
  /** Length of the idle window in seconds, from the lifetimes at sign-in. */
  readonly idleSeconds: number;
  /** False: the cookies end with the browser. */
  readonly remember: boolean;

  /** Canonical client address, at most 45 characters; null if unknown or switched off. */
  readonly ip: string | null;
  /** At most 512 bytes of UTF-8; null if unknown or switched off. */
  readonly userAgent: string | null;
  /** The application's name for the session, at most 100 UTF-16 code units; null if it has none. */
  readonly label: string | null;
  /** Who acts as the user, in an impersonation: a user id, as text. Null otherwise. Never changes. */
  readonly actorId: string | null;
  /** The session of the actor that started the impersonation; null if there is none. Never changes. */
  readonly actorSessionId: string | null;
  /** The public key of the device, with what is known of its proofs: ASCII, at most 1,000 characters. Null if unbound. */
  readonly boundKey: string | null;
  /** The application's data for this session. */
  readonly data: JsonObject;
}

/** The members that an `update` may change: all except those that never change, and `version`. */
export type SessionChanges = Partial<
  Omit<SessionRecord, "id" | "userId" | "actorId" | "actorSessionId" | "version" | "createdAt">
>;

/** `conflict`: the row has another version. `missing`: there is no such row. Neither is an error. */
export type UpdateResult = "updated" | "conflict" | "missing";

/**
 * Storage of session records. It has seven verbs and no policy, clock, tokens or cookies. `describeStore` of
 * `@sessionkit/testing` tests a store against the requirements below.
 *
 * If the backend fails, a verb rejects with a `SessionStoreError` that has the driver's error as `cause`. A missing row is
 * never an error. When a verb resolves, its change has taken effect. Records are copied when they are written and when they
 * are returned: a caller may change its own afterwards.
 */
export interface SessionStore {
  /**
   * Creates the row. No other verb may create one, so that a session that was ended stays ended. If the id exists, rejects
   * with `SessionStoreError` and does not change that row.
   */
  insert(record: SessionRecord): Promise<void>;

  /** Returns the row, or null. May return an expired row: core checks the expiry. */
  find(id: string): Promise<SessionRecord | null>;

  /**
   * Compare-and-swap: applies `changes` and sets `version` to `version + 1`, only if the row has the given version. Of
   * concurrent updates from one version, exactly one returns `"updated"`. If the row does not exist, returns `"missing"` and
   * does not create it. Must be one atomic statement, without a read before the write.
   */
  update(id: string, version: number, changes: SessionChanges): Promise<UpdateResult>;

  /** Removes the row. Idempotent. Returns true if this call removed it. */
  delete(id: string): Promise<boolean>;

  /**
   * Returns the user's rows that have not expired at `now`: `idleExpiresAt` and `absoluteExpiresAt` are both after it.
   * Newest `createdAt` first.
   */
  findByUser(userId: string, now: Date): Promise<SessionRecord[]>;

  /** Removes all rows of the user except `exceptId`, if given. Returns the ids that this call removed. */
  deleteByUser(userId: string, exceptId?: string): Promise<string[]>;

  /**
   * Removes at most `limit` rows that expire before `before` (by either expiry), which may be in the future. Returns how
   * many; fewer than `limit` if there are no others. If `limit` is 0, removes none. A backend that removes expired rows
   * itself may return 0 for a time in the past.
   */
  deleteExpired(before: Date, limit: number): Promise<number>;
}
