import type { RedisClient } from "../client/redis-client.ts";
import { type Script, script } from "../client/script.ts";
import type { Keys } from "./keys.ts";

/** Which sessions a user has. May name some that are gone, and is asked with that in mind. */
export interface UserIndex {
  /** Puts a session in, or its expiry up. Called again wherever it might have been lost. */
  add(userId: string, id: string, absoluteExpiry: number): Promise<void>;
  ids(userId: string): Promise<string[]>;
  remove(userId: string, ids: readonly string[]): Promise<void>;
}

/**
 * By absolute expiry: nothing that lives is ever past it, so what is may go unseen, and a sliding expiry has not to
 * be followed. The set itself ends with the last of its sessions.
 */
const addToIndex: Script = script(`
if redis.call("ZADD", KEYS[1], "GT", "CH", ARGV[2], ARGV[1]) == 0 then return end
local now = redis.call("TIME")
redis.call("ZREMRANGEBYSCORE", KEYS[1], "-inf", now[1] * 1000 + math.floor(now[2] / 1000))
local last = redis.call("ZRANGE", KEYS[1], -1, -1, "WITHSCORES")
if last[2] then redis.call("PEXPIREAT", KEYS[1], last[2]) end
`);

/** As many as go well into one command. */
const CHUNK = 1_000;

export function userIndex(client: RedisClient, keys: Keys): UserIndex {
  return {
    async add(userId, id, absoluteExpiry) {
      await addToIndex(client, [keys.index(userId)], id, absoluteExpiry);
    },

    async ids(userId) {
      return (await client.call("zrange", keys.index(userId), 0, -1)) as string[];
    },

    async remove(userId, ids) {
      for (let i = 0; i < ids.length; i += CHUNK) {
        await client.call("zrem", keys.index(userId), ...ids.slice(i, i + CHUNK));
      }
    },
  };
}
