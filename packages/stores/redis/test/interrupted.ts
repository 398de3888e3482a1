import type { IoredisClient } from "../src/client/ioredis.ts";
import type { NodeRedisClient } from "../src/client/node-redis.ts";
import type { RedisClient } from "../src/client/redis-client.ts";

/**
 * Wraps the client of a server so that `before` runs before each call of `command`. If `before` rejects, the command is not
 * sent.
 */
export function interrupted(
  client: RedisClient,
  command: string,
  before: () => Promise<void>,
): IoredisClient | NodeRedisClient {
  if ("call" in client) {
    return {
      async call(name, ...args) {
        if (name === command) await before();
        return client.call(name, ...args);
      },
    };
  }
  const server = client as NodeRedisClient;
  return {
    isOpen: true,
    async sendCommand(args, options) {
      if (args[0] === command) await before();
      return server.sendCommand(args, options);
    },
  };
}

/** For `interrupted`: fails as if the process ended before the command. */
export async function crash(): Promise<never> {
  throw new Error("The process ended.");
}
