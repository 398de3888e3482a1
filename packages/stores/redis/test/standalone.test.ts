import { describeActivityLog, describeRevocationFeed, describeStore } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { afterAll } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { connect } from "./connect.ts";
import { describeRace } from "./describe-race.ts";

const { redis, prefix, url } = await connect();

const createStore = () => createRedisStore(redis, { prefix, activity: true });
const second = new Redis(url);
afterAll(() => second.disconnect());
const subscriber = second.duplicate();
afterAll(() => subscriber.disconnect());
const createPeer = () => createRedisStore(second, { prefix, subscriber });
const createBrokenStore = () => {
  const broken = new Redis({ lazyConnect: true });
  broken.disconnect();
  return createRedisStore(broken, { activity: true });
};

describeStore("Redis", createStore, { createPeer, createBrokenStore });
describeActivityLog("Redis", createStore, { createBrokenStore });
describeRevocationFeed("Redis", createStore, {
  expiresByItself: true,
  createPeer,
  createBrokenStore,
});
describeRace("Redis", { url }, prefix);
