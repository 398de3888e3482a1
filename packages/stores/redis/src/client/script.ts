import { createHash } from "node:crypto";
import type { RedisClient } from "./redis-client.ts";

/** A Lua script of any number of keys, all of one slot. */
export type Script = (
  client: RedisClient,
  keys: readonly string[],
  ...args: (string | number)[]
) => Promise<unknown>;

/** Sent by its hash; as a whole only to a server that does not know it: a new one, or one after a fail-over. */
export function script(source: string): Script {
  const hash = createHash("sha1").update(source).digest("hex");
  return async (client, keys, ...args) => {
    try {
      return await client.call("evalsha", hash, keys.length, ...keys, ...args);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return client.call("eval", source, keys.length, ...keys, ...args);
    }
  };
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("NOSCRIPT");
}
