import { isClusterClient, type RedisClient } from "../client/ioredis.ts";
import type { Keys } from "../records/keys.ts";

/** Yields the ids of all sessions, at least once each, except those that are created meanwhile. Reads every key name. */
export async function* sessionIds(client: RedisClient, keys: Keys): AsyncGenerator<string> {
  // ioredis adds it to keys, and neither to patterns nor to what it returns.
  const { keyPrefix = "" }: { keyPrefix?: string } = Object(Reflect.get(client, "options"));
  const before = `${keyPrefix}${keys.session("").slice(0, -1)}`;
  const pattern = `${before.replace(/[*?[\]\\]/g, "\\$&")}*}`;
  // A Cluster client knows its servers once it is connected.
  await client.call("get", keys.session("-"));
  const servers = isClusterClient(client) ? client.nodes("master") : [client];
  for (const server of servers) {
    let position = "0";
    do {
      const reply = await server.call("scan", position, "MATCH", pattern, "COUNT", 1_000);
      const [next, names] = reply as [string, string[]];
      yield* names.map((name) => name.slice(before.length, -1));
      position = next;
    } while (position !== "0");
  }
}
