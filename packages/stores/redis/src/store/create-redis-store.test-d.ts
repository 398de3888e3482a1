import type { ActivityLog, SessionStore } from "@sessionkit/core";
import { Cluster, Redis } from "ioredis";
import { Cluster as Cluster5, Redis as Redis5 } from "ioredis-5";
import { expectTypeOf, it } from "vitest";
import { createRedisStore } from "./create-redis-store.ts";

const redis = new Redis();

it("is a store of sessions", () => {
  expectTypeOf(createRedisStore(redis)).toEqualTypeOf<SessionStore>();
  expectTypeOf(createRedisStore(redis, { prefix: "a:" })).toEqualTypeOf<SessionStore>();
});

it("keeps a log only where it was asked for", () => {
  const store = createRedisStore(redis, { activity: true });
  expectTypeOf(store).toEqualTypeOf<SessionStore & ActivityLog>();
  expectTypeOf(createRedisStore(redis)).not.toHaveProperty("listByUser");
  expectTypeOf(createRedisStore(redis, { activity: false })).not.toHaveProperty("listByUser");
});

it("takes the clients of either major, and nothing else", () => {
  createRedisStore(new Cluster([]));
  createRedisStore(new Redis({ replyMapping: "resp3" }));
  createRedisStore(new Redis5());
  createRedisStore(new Cluster5([]));
  // @ts-expect-error: an address is no client
  createRedisStore("redis://localhost");
  // @ts-expect-error: nor is anything else
  createRedisStore({ get: async () => null });
});

it("knows no other options", () => {
  // @ts-expect-error: Redis itself decides when a session ends
  createRedisStore(redis, { ttl: 60 });
});
