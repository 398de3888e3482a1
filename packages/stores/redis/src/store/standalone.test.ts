import { describeActivityLog, describeStore } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { afterAll } from "vitest";
import { connect } from "../../fixture/connect.ts";
import { describeRace } from "../../fixture/describe-race.ts";
import { createRedisStore } from "./create-redis-store.ts";

const { redis, prefix, url } = await connect();

const createStore = () => createRedisStore(redis, { prefix, activity: true });
const peer = new Redis(url);
afterAll(() => peer.disconnect());
const createPeer = () => createRedisStore(peer, { prefix });
const createBrokenStore = () => {
  const broken = new Redis({ lazyConnect: true });
  broken.disconnect();
  return createRedisStore(broken, { activity: true });
};

describeStore("Redis", createStore, { expiresByItself: true, createPeer, createBrokenStore });
describeActivityLog("Redis", createStore, { createBrokenStore });
describeRace("Redis", { url }, prefix);
