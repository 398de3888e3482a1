export type { RedisClient } from "./client/ioredis.ts";
export type { RedisStore, RedisStoreOptions } from "./options/redis-store-options.ts";
export type { RedisSubscriber } from "./revocations/revocation-bell.ts";
export { createRedisStore } from "./store/create-redis-store.ts";
