import type { RedisClient } from "../client/redis-client.ts";
import type { Keys } from "../store/keys.ts";
import { pruneEntries } from "./activity-scripts.ts";
import { SHARES, shareOf } from "./share-of.ts";

/** Who has a log, by the oldest line in it. */
export interface LoggedUsers {
  /** After the line itself was written. */
  add(userId: string, at: number): Promise<void>;
  /** Those with a line from before a time, and the same again until there are none. */
  before(time: number): AsyncGenerator<string>;
  /** Removes at most `limit` of a user's lines, and answers how many. */
  prune(userId: string, before: number, limit: number): Promise<number>;
}

/** As many as one script may hold. */
const CHUNK = 1_000;

export function loggedUsers(client: RedisClient, keys: Keys): LoggedUsers {
  const shareKey = (userId: string) => keys.logged(shareOf(userId));

  async function add(userId: string, at: number | string): Promise<void> {
    await client.call("zadd", shareKey(userId), "LT", at, userId);
  }

  async function removeEntries(userId: string, before: number, limit: number) {
    const logKeys = [keys.log(userId), keys.entries(userId)];
    const answer = await pruneEntries(client, logKeys, before, Math.min(limit, CHUNK));
    const [removed, oldest] = answer as [number | string, string];
    return { removed: Number(removed), oldest };
  }

  return {
    add,

    async *before(time) {
      for (let share = 0; share < SHARES; share++) {
        for (;;) {
          const range = ["-inf", `(${time}`, "BYSCORE", "LIMIT", 0, 100];
          const users = (await client.call("zrange", keys.logged(share), ...range)) as string[];
          if (users.length === 0) break;
          yield* users;
        }
      }
    },

    async prune(userId, before, limit) {
      const { removed, oldest } = await removeEntries(userId, before, limit);
      if (oldest === "") {
        await client.call("zrem", shareKey(userId), userId);
        // A line that came after the look and before the removal would never be found again.
        const late = await removeEntries(userId, before, 0);
        if (late.oldest !== "") await add(userId, late.oldest);
      } else if (Number(oldest) >= before) {
        await client.call("zadd", shareKey(userId), oldest, userId);
      }
      return removed;
    },
  };
}
