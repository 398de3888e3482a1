import { describeActivityLog, describeStore } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { connect } from "../../fixture/connect.ts";
import { createRedisStore } from "./create-redis-store.ts";

const { redis, prefix } = await connect();

const createStore = () => createRedisStore(redis, { prefix, activity: true });
const createBrokenStore = () => {
  const broken = new Redis({ lazyConnect: true });
  broken.disconnect();
  return createRedisStore(broken, { activity: true });
};

describeStore("Redis", createStore, { expiresByItself: true, createBrokenStore });
describeActivityLog("Redis", createStore, { createBrokenStore });
