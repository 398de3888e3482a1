import type { RedisClient } from "../src/client/ioredis.ts";

/** Wraps a client so that `before` runs before each call of `command`. If `before` rejects, the command is not sent. */
export function interrupted(
  client: RedisClient,
  command: string,
  before: () => Promise<void>,
): RedisClient {
  return {
    async call(name, ...args) {
      if (name === command) await before();
      return client.call(name, ...args);
    },
  };
}

/** For `interrupted`: fails as if the process ended before the command. */
export async function crash(): Promise<never> {
  throw new Error("The process ended.");
}
