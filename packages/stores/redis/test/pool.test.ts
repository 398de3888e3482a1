import { useRedis } from "@sessionkit/test-servers";
import { describeActivityLog, describeStore } from "@sessionkit/testing";
import { createClientPool } from "redis";
import { afterAll } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";

const { url, prefix, close } = await useRedis();
const pool = createClientPool({ url }, { minimum: 2, maximum: 4 });
await pool.connect();
afterAll(async () => {
  pool.destroy();
  await close();
});

const createStore = () => createRedisStore(pool, { prefix, activity: true });

describeStore("Redis through a pool", createStore);
describeActivityLog("Redis through a pool", createStore);
