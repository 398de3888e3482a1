import type { ActivityEntry, ActivityLog } from "@sessionkit/core";
import type { Connection } from "../client/connection.ts";
import { type Script, script } from "../client/script.ts";
import type { Keys } from "../records/keys.ts";
import { parseList } from "../records/parse-list.ts";
import { usersWithLog } from "./users-with-log.ts";

/**
 * A user's log is in one slot: ids by time, and entries by id. The sets of users who have a log, which pruning reads, are
 * in other slots.
 */
export function activityLog(connection: Connection, keys: Keys): ActivityLog {
  const users = usersWithLog(connection, keys);

  /** Returns ids, newest first. The bounds are in the syntax of ZRANGE. */
  async function readIds(userId: string, newest: string, oldest: string, limit: number) {
    const range = [newest, oldest, "BYSCORE", "REV", "LIMIT", 0, limit];
    return (await connection.send("zrange", [keys.log(userId), ...range])) as string[];
  }

  async function readEntries(userId: string, ids: readonly string[]): Promise<ActivityEntry[]> {
    if (ids.length === 0) return [];
    const reply = await connection.send("hmget", [keys.entries(userId), ...ids]);
    const texts = reply as (string | null)[];
    return ids.flatMap((id, i) => (texts[i] ? decode(id, userId, texts[i]) : []));
  }

  return {
    async record(entry) {
      const { id, userId } = entry;
      const at = entry.at.getTime();
      const logKeys = [keys.log(userId), keys.entries(userId)];
      await addEntry(connection, logKeys, id, at, JSON.stringify(toList(entry)));
      await users.add(userId, at);
    },

    async listByUser(userId, limit, cursor) {
      if (limit <= 0) return [];
      const at = cursor?.at.getTime();
      const [sameTime, older] = await Promise.all([
        cursor ? readIds(userId, `${at}`, `${at}`, -1) : [],
        readIds(userId, cursor ? `(${at}` : "+inf", "-inf", limit),
      ]);
      const ids = [...sameTime.filter((id) => cursor && id < cursor.id), ...older];
      return readEntries(userId, ids.slice(0, limit));
    },

    deleteBefore: users.deleteBefore,
  };
}

/** Keys: log, entries. Arguments: id, time, text. Does not change an entry that exists. */
const addEntry: Script = script(`
if redis.call("HSETNX", KEYS[2], ARGV[1], ARGV[3]) == 1 then
  redis.call("ZADD", KEYS[1], ARGV[2], ARGV[1])
end
`);

/** Version of the order and meaning of the members below. */
const FORMAT = 1;

/** An entry in the hash: its id is the field, its user is in the key. */
function toList({ at, sessionId, type, ip, userAgent }: ActivityEntry) {
  return [FORMAT, at.getTime(), sessionId, type, ip, userAgent] as const;
}

function decode(id: string, userId: string, text: string): ActivityEntry {
  const list = parseList(text, FORMAT, 6) as ReturnType<typeof toList>;
  const [, at, sessionId, type, ip, userAgent] = list;
  return { id, userId, sessionId, type, at: new Date(at), ip, userAgent };
}
