import { createHash } from "node:crypto";
import type { RedisClient } from "./ioredis.ts";

/** Runs a Lua script. All keys must be in one slot. */
export type Script = (
  client: RedisClient,
  keys: readonly string[],
  ...args: (string | number)[]
) => Promise<unknown>;

/** Sends a script by its hash. If the server does not have it, as after a restart or a fail-over, sends the source. */
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
