import type { ActivityLog, SessionStore } from "@sessionkit/core";

export type LockedStore = SessionStore & Partial<ActivityLog>;

/** A store over a database that one writer locks as a whole (SQLite). */
export interface LockSubject {
  readonly store: LockedStore;
  /** Takes the write lock through a second connection and keeps it, as another process in a transaction does. */
  lock(): unknown;
  /** Releases the lock. */
  release(): unknown;
  /** Returns another store over the same database, through a connection that is opened by this call. */
  openPeer(): LockedStore | Promise<LockedStore>;
  /** Closes what was opened. */
  readonly close?: (() => unknown) | undefined;
}

/** A write that was sent to the store, and its result. */
export interface LockedWrite {
  readonly call: string;
  /** `"done"`, the code of the error, or the answer if it was not the expected one. */
  readonly status: string;
  /** Whether the peer read back what the write should have done. */
  readonly found: boolean;
}

export interface LockReport {
  /** Why the second connection could not take the lock, if the store kept it. */
  readonly lockError: unknown;
  /** Writes that were sent and settled while the lock was held. */
  readonly during: readonly LockedWrite[];
  /** Writes that were in flight when the lock was released. */
  readonly inFlight: readonly LockedWrite[];
  /** Writes that were sent after the lock was released. */
  readonly afterwards: readonly LockedWrite[];
}
