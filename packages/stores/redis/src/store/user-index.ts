import type { Connection } from "../client/connection.ts";
import { type Script, script } from "../client/script.ts";
import type { Keys } from "../records/keys.ts";

/**
 * The ids of each user's sessions; a session without a user is in no index. May contain ids of sessions that no longer
 * exist: callers check each session.
 */
export interface UserIndex {
  /** Adds a session, or raises its expiry. Idempotent. */
  add(userId: string | null, id: string, absoluteExpiry: number): Promise<void>;
  readIds(userId: string): Promise<string[]>;
  remove(userId: string | null, ids: readonly string[]): Promise<void>;
}

/**
 * Scores are absolute expiries: a session past it has ended, so such ids are removed unread, and extending the idle expiry
 * needs no write. The set expires with its last session.
 */
const addToIndex: Script = script(`
if redis.call("ZADD", KEYS[1], "GT", "CH", ARGV[2], ARGV[1]) == 0 then return end
local now = redis.call("TIME")
redis.call("ZREMRANGEBYSCORE", KEYS[1], "-inf", now[1] * 1000 + math.floor(now[2] / 1000))
local last = redis.call("ZRANGE", KEYS[1], -1, -1, "WITHSCORES")
if last[2] then redis.call("PEXPIREAT", KEYS[1], last[2]) end
`);

/** Maximum number of ids in one command. */
const BATCH = 1_000;

export function userIndex(connection: Connection, keys: Keys): UserIndex {
  return {
    async add(userId, id, absoluteExpiry) {
      if (userId === null) return;
      await addToIndex(connection, [keys.index(userId)], id, absoluteExpiry);
    },

    async readIds(userId) {
      return (await connection.send("zrange", [keys.index(userId), 0, -1])) as string[];
    },

    async remove(userId, ids) {
      if (userId === null) return;
      for (let i = 0; i < ids.length; i += BATCH) {
        await connection.send("zrem", [keys.index(userId), ...ids.slice(i, i + BATCH)]);
      }
    },
  };
}
