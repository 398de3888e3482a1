import { startRedisCluster } from "@sessionkit/test-servers";
import {
  buildRecord,
  describeActivityLog,
  describeRevocationFeed,
  describeStore,
} from "@sessionkit/testing";
import { Cluster, type Redis } from "ioredis";
import { afterAll, expect, it, vi } from "vitest";
import { keySlot } from "../src/client/key-slot.ts";
import { createKeys } from "../src/records/keys.ts";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";
import { describeFailOver } from "./describe-fail-over.ts";
import { describeRace } from "./describe-race.ts";

const { nodes, failOverTo, close } = await startRedisCluster();
afterAll(close);
const urls = nodes.map(({ url }) => url);
const cluster = await open();

/** For commands of the test itself. */
const admin = new Cluster(urls);
afterAll(() => admin.disconnect());
await admin.ping();

const createStore = () => createRedisStore(cluster.client, { activity: true });
const second = await open();
const subscriber = await open();
const createPeer = () => createRedisStore(second.client, { subscriber: subscriber.client });
const createBrokenStore = () => createRedisStore(clients.closedCluster(), { activity: true });

describeStore("Redis Cluster", createStore, {
  createPeer,
  createBrokenStore,
});
describeActivityLog("Redis Cluster", createStore, { createBrokenStore });
describeRevocationFeed("Redis Cluster", createStore, {
  expiresByItself: true,
  createPeer,
  createBrokenStore,
});
describeRace("Redis Cluster", { nodes: urls }, "");

it.runIf(clients.library === "ioredis")(
  "sends one pipeline per server for 64 reads in one tick",
  async () => {
    const client = cluster.client as unknown as Cluster;
    const { store, records } = await insertMany(64);
    const pipeline = vi.spyOn(client, "pipeline");
    const call = vi.spyOn(client, "call");
    expect(await Promise.all(records.map(({ id }) => store.find(id)))).toEqual(records);
    expect(pipeline).toHaveBeenCalledTimes(3);
    expect(call).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  },
);

it.runIf(clients.library === "node-redis")(
  "reads from primaries, also with a client that is connected to replicas",
  async () => {
    const { client } = await open({ replicas: true });
    const { records } = await insertMany(16);
    const store = createRedisStore(client);
    const replicas = nodes.slice(3);
    await Promise.all(replicas.map((replica) => replica.pause()));
    const found = await Promise.all(records.map(({ id }) => store.find(id)));
    await Promise.all(replicas.map((replica) => replica.resume()));
    expect(found).toEqual(records);
  },
);

it("finds sessions whose slots moved since the client read the slot table", async () => {
  const { store, records } = await insertMany(64);
  const before = clients.primariesBySlot(cluster);
  const replica = admin.nodes("slave").find(({ options }) => options.port === nodes[4]?.port);
  await handOverTo(replica);
  expect(clients.primariesBySlot(cluster)).toEqual(before);
  expect(await Promise.all(records.map(({ id }) => store.find(id)))).toEqual(records);
});

it("returns the slot of any key as the server does", async () => {
  const keys = ["a", "{a}b", "{}a", "a{}", "{a", "a}b", "{{a}}", "ключ", "{👾}", "", "{session}:é"];
  const slots = await Promise.all(keys.map((key) => admin.nodes()[0]?.cluster("KEYSLOT", key)));
  expect(keys.map(keySlot)).toEqual(slots);
});

describeFailOver("a server of a Cluster", () => {
  const [primary, , , replica] = nodes;
  if (!primary || !replica) throw new Error("The Cluster has no first primary or replica.");
  const primaries = clients.primariesBySlot(cluster);
  const isThere = (key: string) => primaries[keySlot(key)] === `127.0.0.1:${primary.port}`;
  const prefixes = Array.from({ length: 100 }, (_, i) => `fail-over-${i}:`);
  const prefix = prefixes.find((candidate) => isThere(createKeys(candidate).revocations));
  if (!prefix) throw new Error("No prefix selects a slot of the first primary.");
  const stores = (id: string) => isThere(createKeys(prefix).session(id));
  const { client } = cluster;
  return { primary, replica, client, failOver: () => failOverTo(replica), prefix, stores };
});

async function open(settings = { replicas: false }) {
  const opened = await clients.openCluster(urls, settings);
  afterAll(() => void opened.close());
  return opened;
}

async function insertMany(count: number) {
  const store = createStore();
  const records = Array.from({ length: count }, () => buildRecord());
  await Promise.all(records.map((record) => store.insert(record)));
  return { store, records };
}

/** A busy server aborts the fail-over after some seconds, so the command is repeated. */
async function handOverTo(replica: Redis | undefined): Promise<void> {
  const isDone = async () => (await roleOf(replica)) === "master";
  do await replica?.cluster("FAILOVER");
  while (!(await vi.waitUntil(isDone, 6_000).catch(isDone)));
}

async function roleOf(server: Redis | undefined): Promise<unknown> {
  return (await server?.role())?.[0];
}
