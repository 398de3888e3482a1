import { describeActivityLog, describeStore } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { afterAll } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { connect } from "./connect.ts";

const { url, prefix } = await connect();
// All client options that change commands or replies.
const redis = new Redis(url, {
  keyPrefix: prefix,
  enableAutoPipelining: true,
  stringNumbers: true,
  showFriendlyErrorStack: true,
  replyMapping: "resp3",
});
afterAll(() => redis.disconnect());

const createStore = () => createRedisStore(redis, { prefix: "", activity: true });

describeStore("Redis with non-default client options", createStore);
describeActivityLog("Redis with non-default client options", createStore);
