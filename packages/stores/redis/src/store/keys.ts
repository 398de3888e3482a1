/** The names of everything in Redis. What is in braces chooses the slot of a Cluster. */
export interface Keys {
  /** Text: one session, with its own expiry. */
  session(id: string): string;
  /** Sorted set: the ids of a user's sessions by their absolute expiry. */
  index(userId: string): string;
  /** Sorted set: the ids of a user's log by time. In one slot with `entries`. */
  log(userId: string): string;
  /** Hash: the lines of a user's log by id. */
  entries(userId: string): string;
  /** Sorted set: the users of one of several shares, by the oldest line of their logs. */
  logged(share: number): string;
}

/** No two names are equal, whatever the ids: only those of sessions end in a brace, the others differ in their ends. */
export function createKeys(prefix: string): Keys {
  return {
    session: (id) => `${prefix}{${id}}`,
    // Never `{}`, for the slot would then depend on the rest of the name.
    index: (userId) => `${prefix}{user:${userId}}:sessions`,
    log: (userId) => `${prefix}{user:${userId}}:log`,
    entries: (userId) => `${prefix}{user:${userId}}:entries`,
    logged: (share) => `${prefix}logged:${share}`,
  };
}
