import { startRedisSentinel } from "@sessionkit/test-servers";
import { describeActivityLog, describeRevocationFeed, describeStore } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { afterAll } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { describeFailOver } from "./describe-fail-over.ts";
import { describeRace } from "./describe-race.ts";

const { name, sentinels, primary, replica, failOver, close } = await startRedisSentinel();
afterAll(close);
const servers = { name, sentinels: sentinels.map(({ port }) => ({ host: "127.0.0.1", port })) };
const redis = connect();

const createStore = () => createRedisStore(redis, { activity: true });
const second = connect();
const subscriber = connect();
const createPeer = () => createRedisStore(second, { subscriber });

describeStore("Redis behind Sentinels", createStore, { createPeer });
describeActivityLog("Redis behind Sentinels", createStore);
describeRevocationFeed("Redis behind Sentinels", createStore, {
  expiresByItself: true,
  createPeer,
});
describeRace("Redis behind Sentinels", servers, "");
describeFailOver("Sentinels", () => ({
  primary,
  replica,
  client: redis,
  failOver,
  prefix: "fail-over:",
  stores: () => true,
}));

function connect(): Redis {
  // Commands wait for the new primary without a limit.
  const client = new Redis({ ...servers, maxRetriesPerRequest: null });
  client.on("error", () => {
    // Without a listener, ioredis writes it to the console.
  });
  afterAll(() => client.disconnect());
  return client;
}
