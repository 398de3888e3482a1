import type { SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { createRedisStore } from "@sessionkit/redis";
import { Cluster, Redis } from "ioredis";

export interface OpenStore {
  readonly kind: "memory" | "Redis" | "Redis Sentinel" | "Redis Cluster";
  readonly store: SessionStore;
  close(): void;
}

/**
 * Opens the store that `REDIS_URL` names. Without it, the store is in memory.
 *
 * | `REDIS_URL` | is |
 * |---|---|
 * | `redis://host:6379`, `rediss://…` | one server |
 * | `redis+sentinel://host:26379,host:26380/name` | the primary that these Sentinels call `name` |
 * | `redis+cluster://host:7000,host:7001` | a Cluster with these start nodes |
 */
export function openStore(url: string | undefined, prefix?: string): OpenStore {
  if (!url) return { kind: "memory", store: createMemoryStore(), close: () => undefined };
  const { kind, client } = connect(url);
  // Without a listener, ioredis prints every failed attempt to connect; core emits `session.store_failed`.
  client.on("error", () => undefined);
  // For messages only: revocations by other processes take effect within milliseconds.
  const subscriber = connect(url).client;
  subscriber.on("error", () => undefined);
  return {
    kind,
    store: createRedisStore(client, { activity: true, subscriber, prefix }),
    close() {
      client.disconnect();
      subscriber.disconnect();
    },
  };
}

function connect(url: string): { kind: OpenStore["kind"]; client: Redis | Cluster } {
  const [, scheme, rest = ""] = /^([\w+]+):\/\/(.+)$/.exec(url) ?? [];
  switch (scheme) {
    case "redis":
    case "rediss":
      return { kind: "Redis", client: new Redis(url) };
    case "redis+sentinel": {
      const [hosts = "", name = ""] = rest.split("/");
      return { kind: "Redis Sentinel", client: new Redis({ sentinels: nodes(hosts), name }) };
    }
    case "redis+cluster":
      return { kind: "Redis Cluster", client: new Cluster(nodes(rest)) };
    default:
      throw new TypeError(
        "REDIS_URL: expected redis://, rediss://, redis+sentinel:// or redis+cluster://.",
      );
  }
}

function nodes(list: string): { host: string; port: number }[] {
  return list.split(",").map((address) => {
    const { hostname, port } = new URL(`redis://${address}`);
    return { host: hostname, port: Number(port || 6379) };
  });
}
