import { startRedisSentinel } from "@sessionkit/test-servers";
import { describeActivityLog, describeStore } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { afterAll, beforeAll } from "vitest";
import { createRedisStore } from "./create-redis-store.ts";

let redis: Redis;
let close: () => Promise<void>;

beforeAll(async () => {
  const { name, sentinels, ...servers } = await startRedisSentinel();
  close = () => servers.close();
  redis = new Redis({
    name,
    sentinels: sentinels.map(({ port }) => ({ host: "127.0.0.1", port })),
  });
}, 60_000);
afterAll(async () => {
  redis.disconnect();
  await close();
});

const createStore = () => createRedisStore(redis, { activity: true });

describeStore("Redis behind Sentinels", createStore, { expiresByItself: true });
describeActivityLog("Redis behind Sentinels", createStore);
