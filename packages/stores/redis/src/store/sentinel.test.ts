import { startRedisSentinel } from "@sessionkit/test-servers";
import { describeActivityLog, describeStore } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { afterAll } from "vitest";
import { describeFailOver } from "../../fixture/describe-fail-over.ts";
import { createRedisStore } from "./create-redis-store.ts";

const { name, sentinels, primary, replica, close } = await startRedisSentinel();
const redis = new Redis({
  name,
  sentinels: sentinels.map(({ port }) => ({ host: "127.0.0.1", port })),
  // So that commands wait for the new primary, however long that takes.
  maxRetriesPerRequest: null,
});
redis.on("error", () => {
  // ioredis would write it to the console.
});
afterAll(async () => {
  redis.disconnect();
  await close();
});

const createStore = () => createRedisStore(redis, { activity: true });

describeStore("Redis behind Sentinels", createStore, { expiresByItself: true });
describeActivityLog("Redis behind Sentinels", createStore);
describeFailOver("Sentinels", () => ({ primary, replica, client: redis, keeps: () => true }));
