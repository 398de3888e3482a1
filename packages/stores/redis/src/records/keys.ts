/** The names of all keys in Redis. The part in braces selects the slot in a Cluster. */
export interface Keys {
  /** String: one session, with its own expiry. */
  session(id: string): string;
  /** Sorted set: the ids of a user's sessions by absolute expiry. */
  index(userId: string): string;
  /** Sorted set: the ids of a user's activity entries by time. In the same slot as `entries`. */
  log(userId: string): string;
  /** Hash: a user's activity entries by id. */
  entries(userId: string): string;
  /** Sorted set: the users of one shard who have a log, by the time of their oldest entry. */
  usersWithLog(shard: number): string;
  /** Stream: the revocation feed. Also the name of the channel that signals a new entry. */
  readonly revocations: string;
}

/** The names are distinct for any ids: only those of sessions end in a brace, and the other suffixes differ. */
export function createKeys(prefix: string): Keys {
  return {
    session: (id) => `${prefix}{${id}}`,
    // An empty id would make `{}`, which is not a hash tag: the slot would depend on the rest of the name.
    index: (userId) => `${prefix}{user:${userId}}:sessions`,
    log: (userId) => `${prefix}{user:${userId}}:log`,
    entries: (userId) => `${prefix}{user:${userId}}:entries`,
    usersWithLog: (shard) => `${prefix}users-with-log:${shard}`,
    revocations: `${prefix}revocations`,
  };
}
