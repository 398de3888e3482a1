import { type Script, script } from "../client/script.ts";
import { lineOf } from "../records/session-text.ts";

/** How long an expired session is kept, in milliseconds, so that a late request gets the reason why its session ended. */
export const EXPIRED_RETENTION = 86_400_000;

/**
 * Compare-and-swap of one session. Arguments: the line of the expected version, then the number and the text of each changed
 * line. Returns `missing`, `conflict`, or the lines of user and absolute expiry.
 */
export const swapSession: Script = script(`
local value = redis.call("GET", KEYS[1])
if not value then return "missing" end
local lines = {}
for line in string.gmatch(value, "[^\\n]+") do lines[#lines + 1] = line end
if lines[${lineOf("version")}] ~= ARGV[1] then return "conflict" end
for i = 2, #ARGV, 2 do lines[tonumber(ARGV[i])] = ARGV[i + 1] end
local idle = string.sub(lines[${lineOf("idleExpiresAt")}], 2)
local absolute = string.sub(lines[${lineOf("absoluteExpiresAt")}], 2)
local expiry = tonumber(idle) < tonumber(absolute) and idle or absolute
expiry = string.format("%.0f", math.max(1, tonumber(expiry) + ${EXPIRED_RETENTION}))
redis.call("SET", KEYS[1], table.concat(lines, "\\n"), "PXAT", expiry)
return { lines[${lineOf("userId")}], lines[${lineOf("absoluteExpiresAt")}] }
`);

/** Removes a session. Argument: the line of its user, or empty text for any user. Returns the user's line, or null. */
export const removeSession: Script = script(`
local value = redis.call("GET", KEYS[1])
if not value then return false end
local user = string.match(value, "^[^\\n]*\\n([^\\n]*)")
if ARGV[1] ~= "" and user ~= ARGV[1] then return false end
redis.call("DEL", KEYS[1])
return user
`);
