import { startRedisSentinel } from "@sessionkit/test-servers";
import { describeActivityLog, describeStore } from "@sessionkit/testing";
import { Redis } from "ioredis";
import { afterAll } from "vitest";
import { describeFailOver } from "../../fixture/describe-fail-over.ts";
import { describeRace } from "../../fixture/describe-race.ts";
import { createRedisStore } from "./create-redis-store.ts";

const { name, sentinels, primary, replica, failOver, close } = await startRedisSentinel();
afterAll(close);
const servers = { name, sentinels: sentinels.map(({ port }) => ({ host: "127.0.0.1", port })) };
const redis = connect();

const createStore = () => createRedisStore(redis, { activity: true });
const peer = connect();
const createPeer = () => createRedisStore(peer);

describeStore("Redis behind Sentinels", createStore, { expiresByItself: true, createPeer });
describeActivityLog("Redis behind Sentinels", createStore);
describeRace("Redis behind Sentinels", servers, "");
describeFailOver("Sentinels", () => ({
  primary,
  replica,
  client: redis,
  failOver,
  keeps: () => true,
}));

function connect(): Redis {
  // So that commands wait for the new primary, however long that takes.
  const client = new Redis({ ...servers, maxRetriesPerRequest: null });
  client.on("error", () => {
    // ioredis would write it to the console.
  });
  afterAll(() => client.disconnect());
  return client;
}
