import type { ActivityLog, RevocationFeed, SessionStore } from "@sessionkit/core";
import { Cluster, Redis } from "ioredis";
import { Cluster as Cluster5, Redis as Redis5 } from "ioredis-5";
import { expectTypeOf, it } from "vitest";
import { createRedisStore } from "./create-redis-store.ts";

const redis = new Redis();

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

it("accepts clients of both ioredis versions only", () => {
  createRedisStore(new Cluster([]));
  createRedisStore(new Redis({ replyMapping: "resp3" }));
  createRedisStore(new Redis5());
  createRedisStore(new Cluster5([]));
  // @ts-expect-error: a URL is not a client
  createRedisStore("redis://localhost");
  // @ts-expect-error: another object is not a client
  createRedisStore({ get: async () => null });
});

it("rejects unknown options", () => {
  // @ts-expect-error: the store has no expiry of its own
  createRedisStore(redis, { ttl: 60 });
});
