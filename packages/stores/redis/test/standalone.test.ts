import { describeActivityLog, describeRevocationFeed, describeStore } from "@sessionkit/testing";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";
import { connect, use } from "./connect.ts";
import { describeRace } from "./describe-race.ts";

const { client, prefix, url } = await connect();

const createStore = () => createRedisStore(client, { prefix, activity: true });
const second = await use(clients.openServer(url));
const subscriber = await use(clients.openServer(url));
const createPeer = () => createRedisStore(second, { prefix, subscriber });
const createBrokenStore = () => createRedisStore(clients.closed(), { activity: true });

describeStore("Redis", createStore, { createPeer, createBrokenStore });
describeActivityLog("Redis", createStore, { createBrokenStore });
describeRevocationFeed("Redis", createStore, {
  expiresByItself: true,
  createPeer,
  createBrokenStore,
});
describeRace("Redis", { url }, prefix);
