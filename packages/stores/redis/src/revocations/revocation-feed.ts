import type { Revocation, RevocationFeed } from "@sessionkit/core";
import type { Connection } from "../client/connection.ts";
import { type Script, script } from "../client/script.ts";
import type { Keys } from "../records/keys.ts";
import { parseList } from "../records/parse-list.ts";

/** Entries are kept this much longer than they are in force, since clocks differ. In milliseconds. */
const MARGIN = 60_000;

/** How many entries that are over one publication removes at most. */
const TRIM = 16;

/**
 * Appends an entry, removes the oldest ones that are over, extends the expiry of the stream, and signals to the
 * subscribers. Arguments: id, time at which it is over, text, channel.
 */
const publish: Script = script(`
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, entry in ipairs(redis.call("XRANGE", KEYS[1], "-", "+", "COUNT", ${TRIM})) do
  if tonumber(entry[2][4]) >= now then break end
  redis.call("XDEL", KEYS[1], entry[1])
end
redis.call("XADD", KEYS[1], "*", "id", ARGV[1], "until", ARGV[2], "entry", ARGV[3])
if tonumber(ARGV[2]) > now + redis.call("PTTL", KEYS[1]) then
  redis.call("PEXPIREAT", KEYS[1], ARGV[2])
end
redis.call("PUBLISH", ARGV[4], "")
`);

/**
 * Returns entries after a position. If the entry at the position is not the one that was read there, as after a fail-over
 * that lost writes, returns all entries. Arguments: position and id of the last entry that was read, number of entries.
 */
const read: Script = script(`
local start = "-"
if ARGV[1] ~= "" then
  local last = redis.call("XRANGE", KEYS[1], ARGV[1], ARGV[1])
  if last[1] and last[1][2][2] == ARGV[2] then start = "(" .. ARGV[1] end
end
return redis.call("XRANGE", KEYS[1], start, "+", "COUNT", ARGV[3])
`);

/** A stream. Redis adds and reads it in one order, so that a reader misses no entry. */
export function revocationFeed(connection: Connection, { revocations }: Keys): RevocationFeed {
  return {
    async publishRevocation(entry) {
      const over = entry.until.getTime() + MARGIN;
      const text = JSON.stringify(toList(entry));
      await publish(connection, [revocations], entry.id, over, text, revocations);
    },

    async readRevocations(cursor, limit) {
      const [, position = "", id = ""] = /^(\d{1,20}-\d{1,20}) ([\w-]+)$/.exec(cursor ?? "") ?? [];
      const reply = await read(connection, [revocations], position, id, limit + 1);
      const found = (reply as StreamEntry[]).slice(0, limit);
      const last = found.at(-1);
      return {
        entries: found.map(([, [, , , , , text]]) => decode(text)),
        cursor: last ? `${last[0]} ${last[1][1]}` : (cursor ?? ""),
        more: (reply as StreamEntry[]).length > limit,
      };
    },

    deleteRevocations: async () => 0,
  };
}

type StreamEntry = [
  position: string,
  fields: ["id", string, "until", string, "entry", text: string],
];

/** Version of the order and meaning of the members below. */
const FORMAT = 1;

function toList({ id, subject, notBefore, until, reason, cookiesCleared }: Revocation) {
  const times = [notBefore.getTime(), until.getTime()] as const;
  return [FORMAT, id, subject, ...times, reason, cookiesCleared] as const;
}

function decode(text: string): Revocation {
  const list = parseList(text, FORMAT, 7) as ReturnType<typeof toList>;
  const [, id, subject, notBefore, until, reason, cookiesCleared] = list;
  const times = { notBefore: new Date(notBefore), until: new Date(until) };
  return { id, subject, ...times, reason, cookiesCleared };
}
