import { describeActivityLog, describeStore } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { afterAll } from "vitest";
import { connect } from "../../fixture/connect.ts";
import { createRedisStore } from "./create-redis-store.ts";

const { url, prefix } = await connect();
// Everything an application may have set that changes what commands say or what comes back.
const redis = new Redis(url, {
  keyPrefix: prefix,
  enableAutoPipelining: true,
  stringNumbers: true,
  showFriendlyErrorStack: true,
  replyMapping: "resp3",
});
afterAll(() => redis.disconnect());

const createStore = () => createRedisStore(redis, { prefix: "", activity: true });

describeStore("Redis with a client of many settings", createStore, { expiresByItself: true });
describeActivityLog("Redis with a client of many settings", createStore);
