import type { IoredisClient, IoredisSubscriber } from "./ioredis.ts";
import type {
  NodeRedisClient,
  NodeRedisCluster,
  NodeRedisSentinel,
  NodeRedisSubscriber,
} from "./node-redis.ts";

/**
 * A client of the application, which opens and closes it. It is recognized by its methods.
 *
 * - ioredis 5 or 6: `new Redis(…)` for a server or Sentinels, or `new Cluster(…)`.
 * - node-redis 6.2.1 or newer: `createClient(…)`, `createClientPool(…)`, `createSentinel(…)` or `createCluster(…)`.
 */
export type RedisClient = IoredisClient | NodeRedisClient | NodeRedisSentinel | NodeRedisCluster;

/** A connection of the application for messages only: Redis accepts no other commands on it. */
export type RedisSubscriber = IoredisSubscriber | NodeRedisSubscriber;
