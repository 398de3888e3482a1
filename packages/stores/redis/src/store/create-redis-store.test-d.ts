import type { ActivityLog, RevocationBell, RevocationFeed, SessionStore } from "@sessionkit/core";
import { Cluster, Redis } from "ioredis";
import { Cluster as Cluster5, Redis as Redis5 } from "ioredis-5";
import { createClient, createClientPool, createCluster, createSentinel } from "redis";
import { expectTypeOf, it } from "vitest";
import { createRedisStore } from "./create-redis-store.ts";

const redis = new Redis();
const sentinels = { name: "a", sentinelRootNodes: [{ host: "localhost", port: 26_379 }] };

it("returns a session store", () => {
  expectTypeOf(createRedisStore(redis)).toEqualTypeOf<SessionStore & RevocationFeed>();
  expectTypeOf(createRedisStore(redis, { prefix: "a:" })).toEqualTypeOf<
    SessionStore & RevocationFeed
  >();
});

it("has the verbs of the log only with activity: true", () => {
  const store = createRedisStore(redis, { activity: true });
  expectTypeOf(store).toEqualTypeOf<SessionStore & RevocationFeed & ActivityLog>();
  expectTypeOf(createRedisStore(redis)).not.toHaveProperty("listByUser");
  expectTypeOf(createRedisStore(redis, { activity: false })).not.toHaveProperty("listByUser");
});

it("has the signal of the feed only with a subscriber of either client", async () => {
  type WithBell = SessionStore & RevocationFeed & RevocationBell;
  const client = createClient();
  const ofIoredis = createRedisStore(redis, { subscriber: redis.duplicate() });
  expectTypeOf(ofIoredis).toEqualTypeOf<WithBell>();
  const ofNodeRedis = createRedisStore(client, { subscriber: await client.duplicate().connect() });
  expectTypeOf(ofNodeRedis).toEqualTypeOf<WithBell>();
  createRedisStore(client, { subscriber: createSentinel(sentinels) });
  createRedisStore(client, { subscriber: createCluster({ rootNodes: [] }) });
  expectTypeOf(createRedisStore(client)).not.toHaveProperty("onRevocation");
  // @ts-expect-error: a pool cannot subscribe
  createRedisStore(client, { subscriber: createClientPool() });
});

it("accepts clients of both ioredis versions", () => {
  createRedisStore(new Cluster([]));
  createRedisStore(new Redis({ replyMapping: "resp3" }));
  createRedisStore(new Redis5());
  createRedisStore(new Cluster5([]));
});

it("accepts clients of node-redis", () => {
  createRedisStore(createClient());
  createRedisStore(createClient({ RESP: 2 }).withTypeMapping({ 36: Buffer }));
  createRedisStore(createClientPool());
  createRedisStore(createSentinel(sentinels));
  createRedisStore(createCluster({ rootNodes: [] }));
});

it("rejects other values", () => {
  // @ts-expect-error: a URL is not a client
  createRedisStore("redis://localhost");
  // @ts-expect-error: another object is not a client
  createRedisStore({ get: async () => null });
  // @ts-expect-error: the commands of this client return no promise
  createRedisStore(createClient().legacy());
});

it("rejects unknown options", () => {
  // @ts-expect-error: the store has no expiry of its own
  createRedisStore(redis, { ttl: 60 });
});
