import { startRedisSentinel } from "@sessionkit/test-servers";
import {
  buildRecord,
  describeActivityLog,
  describeRevocationFeed,
  describeStore,
} from "@sessionkit/testing";
import { afterAll, expect, it } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";
import { use } from "./connect.ts";
import { describeFailOver } from "./describe-fail-over.ts";
import { describeRace } from "./describe-race.ts";

const { name, sentinels, primary, replica, failOver, close } = await startRedisSentinel();
afterAll(close);
const servers = { name, sentinels: sentinels.map(({ port }) => ({ host: "127.0.0.1", port })) };
const client = await use(clients.openSentinel(servers));

const createStore = () => createRedisStore(client, { activity: true });
const second = await use(clients.openSentinel(servers));
const subscriber = await use(clients.openSentinel(servers));
const createPeer = () => createRedisStore(second, { subscriber });

describeStore("Redis behind Sentinels", createStore, { createPeer });
describeActivityLog("Redis behind Sentinels", createStore);
describeRevocationFeed("Redis behind Sentinels", createStore, {
  expiresByItself: true,
  createPeer,
});
describeRace("Redis behind Sentinels", servers, "");

it.runIf(clients.library === "node-redis")(
  "reads from the primary, also with a client that is connected to replicas",
  async () => {
    const store = createRedisStore(await use(clients.openSentinel(servers, { replicas: true })));
    const record = buildRecord();
    await store.insert(record);
    await replica.pause();
    const found = await store.find(record.id);
    await replica.resume();
    expect(found).toEqual(record);
  },
);

describeFailOver("Sentinels", () => ({
  primary,
  replica,
  client,
  failOver,
  prefix: "fail-over:",
  stores: () => true,
}));
