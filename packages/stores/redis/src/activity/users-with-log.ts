import type { Connection } from "../client/connection.ts";
import { type Script, script } from "../client/script.ts";
import type { Keys } from "../records/keys.ts";

/** The users who have a log, by the time of their oldest entry. */
export interface UsersWithLog {
  /** Called after the entry itself was written. */
  add(userId: string, at: number): Promise<void>;
  /** Yields users who have an entry before the time. Yields a user again until `prune` has removed those entries. */
  withEntryBefore(time: number): AsyncGenerator<string>;
  /** Removes at most `limit` entries of a user. Returns how many. */
  prune(userId: string, before: number, limit: number): Promise<number>;
}

/** Number of sets, so that in a Cluster the writes are distributed over the servers. */
const SHARDS = 16;

/** Maximum number of entries that one script removes. */
const BATCH = 1_000;

export function usersWithLog(connection: Connection, keys: Keys): UsersWithLog {
  const shardKey = (userId: string) => keys.usersWithLog(shardOf(userId));

  async function add(userId: string, at: number | string): Promise<void> {
    await connection.send("zadd", [shardKey(userId), "LT", at, userId]);
  }

  async function removeEntries(userId: string, before: number, limit: number) {
    const logKeys = [keys.log(userId), keys.entries(userId)];
    const reply = await pruneEntries(connection, logKeys, before, Math.min(limit, BATCH));
    const [removed, oldest] = reply as [number | string, string];
    return { removed: Number(removed), oldest };
  }

  return {
    add,

    async *withEntryBefore(time) {
      for (let shard = 0; shard < SHARDS; shard++) {
        for (;;) {
          const range = ["-inf", `(${time}`, "BYSCORE", "LIMIT", 0, 100];
          const found = await connection.send("zrange", [keys.usersWithLog(shard), ...range]);
          const users = found as string[];
          if (users.length === 0) break;
          yield* users;
        }
      }
    },

    async prune(userId, before, limit) {
      const { removed, oldest } = await removeEntries(userId, before, limit);
      if (oldest === "") {
        await connection.send("zrem", [shardKey(userId), userId]);
        // Race: an entry that was written between the two commands would never be pruned. Adds its user again.
        const late = await removeEntries(userId, before, 0);
        if (late.oldest !== "") await add(userId, late.oldest);
      } else if (Number(oldest) >= before) {
        await connection.send("zadd", [shardKey(userId), oldest, userId]);
      }
      return removed;
    },
  };
}

/**
 * Keys: log, entries. Arguments: the time before which to remove entries, the maximum number. Returns the number removed,
 * and the time of the oldest entry left as text, which is empty if none is left.
 */
const pruneEntries: Script = script(`
local ids = redis.call("ZRANGE", KEYS[1], "-inf", "(" .. ARGV[1], "BYSCORE", "LIMIT", 0, ARGV[2])
if #ids > 0 then
  redis.call("ZREM", KEYS[1], unpack(ids))
  redis.call("HDEL", KEYS[2], unpack(ids))
end
local oldest = redis.call("ZRANGE", KEYS[1], 0, 0, "WITHSCORES")
return { #ids, oldest[2] or "" }
`);

/** FNV-1a over the UTF-16 code units of the id. */
function shardOf(userId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < userId.length; i++) {
    hash = Math.imul(hash ^ userId.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % SHARDS;
}
