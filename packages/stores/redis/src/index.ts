export type { RedisClient, RedisSubscriber } from "./client/ioredis.ts";
export type { RedisStore, RedisStoreOptions } from "./options/redis-store-options.ts";
export { createRedisStore } from "./store/create-redis-store.ts";
