import type { ActivityLog } from "@sessionkit/core";
import type { Connection } from "../client/connection.ts";
import { keySlot } from "../client/key-slot.ts";
import { type Script, script } from "../client/script.ts";
import type { Keys } from "../records/keys.ts";

/** The users who have a log, by the time of their oldest entry. Pruning reads them. */
export interface UsersWithLog extends Pick<ActivityLog, "deleteBefore"> {
  /** Called after the entry itself was written. */
  add(userId: string, at: number | string): Promise<void>;
}

/** Number of sets, so that in a Cluster the writes are distributed over the servers. */
const SHARDS = 16;

/** Maximum number of entries that one script removes. */
const BATCH = 1_000;

export function usersWithLog(connection: Connection, keys: Keys): UsersWithLog {
  const shardKey = (userId: string) => keys.usersWithLog(keySlot(userId) % SHARDS);

  async function add(userId: string, at: number | string): Promise<void> {
    await connection.send("zadd", [shardKey(userId), "LT", at, userId]);
  }

  async function removeEntries(userId: string, before: number, limit: number) {
    const logKeys = [keys.log(userId), keys.entries(userId)];
    const reply = await pruneEntries(connection, logKeys, before, Math.min(limit, BATCH));
    const [removed, oldest] = reply as [number | string, string];
    return { removed: Number(removed), oldest };
  }

  /** Yields users who have an entry before the time. Yields a user again until `prune` has removed those entries. */
  async function* withEntryBefore(time: number): AsyncGenerator<string> {
    for (let shard = 0; shard < SHARDS; shard++) {
      for (;;) {
        const range = ["-inf", `(${time}`, "BYSCORE", "LIMIT", 0, 100];
        const found = await connection.send("zrange", [keys.usersWithLog(shard), ...range]);
        const users = found as string[];
        if (users.length === 0) break;
        yield* users;
      }
    }
  }

  /** Removes at most `limit` entries of a user. Returns how many. */
  async function prune(userId: string, before: number, limit: number): Promise<number> {
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
  }

  return {
    add,

    async deleteBefore(before, limit) {
      let removed = 0;
      for await (const userId of withEntryBefore(before.getTime())) {
        if (removed >= limit) break;
        removed += await prune(userId, before.getTime(), limit - removed);
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
