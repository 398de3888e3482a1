import { createHash } from "node:crypto";
import type { Server } from "./connection.ts";

/** Runs a Lua script. All keys must be in one slot. */
export type Script = (
  server: Server,
  keys: readonly string[],
  ...args: (string | number)[]
) => Promise<unknown>;

/** Sends a script by its hash. If the server does not have it, as after a restart or a fail-over, sends the source. */
export function script(source: string): Script {
  const hash = createHash("sha1").update(source).digest("hex");
  return async (server, keys, ...args) => {
    try {
      return await server.send("evalsha", [hash, keys.length, ...keys, ...args]);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return server.send("eval", [source, keys.length, ...keys, ...args]);
    }
  };
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("NOSCRIPT");
}
