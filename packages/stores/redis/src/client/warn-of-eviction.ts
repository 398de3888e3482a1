import type { RedisClient } from "./redis-client.ts";

const asked = new WeakSet<RedisClient>();

/**
 * Asks a server, once per client, what it does when its memory is full, and warns where it would remove sessions.
 * A server that does not tell, as many that are managed by others, is left alone.
 */
export function warnOfEviction(client: RedisClient, warn: (message: string) => void): void {
  if (asked.has(client)) return;
  asked.add(client);
  client.call("info", "memory").then(
    (info) => {
      const policy = /^maxmemory_policy:(\S+)/m.exec(String(info))?.[1];
      if (!policy || policy === "noeviction") return;
      warn(
        `@sessionkit/redis: maxmemory-policy is ${policy}, so Redis signs people out when its memory is full. Set noeviction on the server that keeps sessions.`,
      );
    },
    () => {
      // Not allowed, or no connection: whoever asked for a session is told of that.
    },
  );
}
