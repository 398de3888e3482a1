import type { SessionStore } from "@sessionkit/core";

/** A backend that can be filled with many sessions, five for each user: `session 7` is of `user-1`. */
export interface GrownStore {
  readonly name: string;
  readonly store: SessionStore;
  /** Adds sessions number `from` up to, and without, `to`. */
  fill(from: number, to: number): Promise<void>;
  /** Adds sessions that have expired, by ids of their own. Only where rows do not expire by themselves. */
  readonly fillExpired?: (count: number) => Promise<void>;
  /** The current size of the sessions and their indexes, in bytes. */
  bytes(): Promise<number>;
  close(): Promise<void>;
}

export const SESSIONS_PER_USER = 5;
