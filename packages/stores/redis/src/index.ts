export type { RedisClient, RedisSubscriber } from "./client/redis-client.ts";
export type { RedisStore, RedisStoreOptions } from "./options/redis-store-options.ts";
export { createRedisStore } from "./store/create-redis-store.ts";
