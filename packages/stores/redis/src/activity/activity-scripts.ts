import { type Script, script } from "../client/script.ts";

/** Keys: log, entries. Arguments: id, time, text. An id that exists is left alone. */
export const addEntry: Script = script(`
if redis.call("HSETNX", KEYS[2], ARGV[1], ARGV[3]) == 1 then
  redis.call("ZADD", KEYS[1], ARGV[2], ARGV[1])
end
`);

/**
 * Keys: log, entries. Arguments: the time before which to remove, how many at most. Answers how many it removed, and
 * the time of the oldest that is left, as text that is empty where none is.
 */
export const pruneEntries: Script = script(`
local ids = redis.call("ZRANGE", KEYS[1], "-inf", "(" .. ARGV[1], "BYSCORE", "LIMIT", 0, ARGV[2])
if #ids > 0 then
  redis.call("ZREM", KEYS[1], unpack(ids))
  redis.call("HDEL", KEYS[2], unpack(ids))
end
local oldest = redis.call("ZRANGE", KEYS[1], 0, 0, "WITHSCORES")
return { #ids, oldest[2] or "" }
`);
