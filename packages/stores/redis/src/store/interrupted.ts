import type { RedisClient } from "../client/redis-client.ts";

/** The same client, but that something comes before a command: others overtake, or it is never sent. */
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

/** What is left when a process ends right before a command. */
export async function crash(): Promise<never> {
  throw new Error("The process has ended.");
}
