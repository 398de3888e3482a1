import { useRedis } from "@sessionkit/test-servers";
import { describeActivityLog, describeStore } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { afterAll, beforeAll } from "vitest";
import { createRedisStore } from "./create-redis-store.ts";

let redis: Redis;
let prefix: string;
let close: () => Promise<void>;

beforeAll(async () => {
  const server = await useRedis();
  ({ prefix, close } = server);
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await close();
});

const createStore = () => createRedisStore(redis, { prefix, activity: true });
const createBrokenStore = () => {
  const broken = new Redis({ lazyConnect: true });
  broken.disconnect();
  return createRedisStore(broken, { activity: true });
};

describeStore("Redis", createStore, { expiresByItself: true, createBrokenStore });
describeActivityLog("Redis", createStore, { createBrokenStore });
