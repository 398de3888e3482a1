import type { ActivityEntry, ActivityLog } from "@sessionkit/core";
import type { RedisClient } from "../client/redis-client.ts";
import type { Keys } from "../store/keys.ts";
import { addEntry } from "./activity-scripts.ts";
import { decodeEntry, encodeEntry } from "./entry-text.ts";
import { loggedUsers } from "./logged-users.ts";

/** A user's log lies in one slot: ids by time, lines by id. Who has one lies in others, and is what pruning goes by. */
export function activityLog(client: RedisClient, keys: Keys): ActivityLog {
  const users = loggedUsers(client, keys);

  /** From the newest; times as Redis writes bounds. */
  async function ids(userId: string, newest: string, oldest: string, limit: number) {
    const range = [newest, oldest, "BYSCORE", "REV", "LIMIT", 0, limit];
    return (await client.call("zrange", keys.log(userId), ...range)) as string[];
  }

  return {
    async record(entry) {
      const { id, userId } = entry;
      const at = entry.at.getTime();
      await addEntry(client, [keys.log(userId), keys.entries(userId)], id, at, encodeEntry(entry));
      await users.add(userId, at);
    },

    async listByUser(userId, limit, cursor) {
      if (limit <= 0) return [];
      const at = cursor?.at.getTime();
      const [same, older] = await Promise.all([
        cursor ? ids(userId, `${at}`, `${at}`, -1) : [],
        ids(userId, cursor ? `(${at}` : "+inf", "-inf", limit),
      ]);
      const page = [...same.filter((id) => cursor && id < cursor.id), ...older].slice(0, limit);
      if (page.length === 0) return [];
      const lines = await client.call("hmget", keys.entries(userId), ...page);
      return page
        .map((id, i) => {
          const line = (lines as (string | null)[])[i];
          return line ? decodeEntry(id, userId, line) : null;
        })
        .filter((entry): entry is ActivityEntry => entry !== null);
    },

    async deleteBefore(before, limit) {
      let removed = 0;
      for await (const userId of users.before(before.getTime())) {
        if (removed >= limit) break;
        removed += await users.prune(userId, before.getTime(), limit - removed);
      }
      return removed;
    },
  };
}
