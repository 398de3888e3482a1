import { startRedisCluster } from "@sessionkit/test-servers";
import { buildRecord, describeActivityLog, describeStore } from "@sessionkit/testing";
import { Cluster, type Redis } from "ioredis";
import { afterAll, expect, it, vi } from "vitest";
import { describeFailOver } from "../../fixture/describe-fail-over.ts";
import { describeRace } from "../../fixture/describe-race.ts";
import { keySlot } from "../reading/key-slot.ts";
import { createRedisStore } from "./create-redis-store.ts";
import { createKeys } from "./keys.ts";

const { nodes, failOverTo, close } = await startRedisCluster();
afterAll(close);
const urls = nodes.map(({ url }) => url);
const cluster = connect();

const createStore = () => createRedisStore(cluster, { activity: true });
const peer = connect();
const createPeer = () => createRedisStore(peer);
const createBrokenStore = () => {
  const broken = new Cluster([{ port: 1 }], { lazyConnect: true });
  broken.disconnect();
  return createRedisStore(broken, { activity: true });
};

describeStore("Redis Cluster", createStore, {
  expiresByItself: true,
  createPeer,
  createBrokenStore,
});
describeActivityLog("Redis Cluster", createStore, { createBrokenStore });
describeRace("Redis Cluster", { nodes: urls }, "");

it("asks each server of a Cluster once for 64 sessions of one tick", async () => {
  const { store, records } = await insertMany(64);
  const pipeline = vi.spyOn(cluster, "pipeline");
  const call = vi.spyOn(cluster, "call");
  expect(await Promise.all(records.map(({ id }) => store.find(id)))).toEqual(records);
  expect(pipeline).toHaveBeenCalledTimes(3);
  expect(call).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

it("finds what has moved to another server since the client last looked", async () => {
  const { store, records } = await insertMany(64);
  const before = primariesBySlot();
  const replica = cluster.nodes("slave").find(({ options }) => options.port === nodes[4]?.port);
  await handOverTo(replica);
  expect(primariesBySlot()).toEqual(before);
  expect(await Promise.all(records.map(({ id }) => store.find(id)))).toEqual(records);
});

it("knows the slot of any key", async () => {
  const keys = ["a", "{a}b", "{}a", "a{}", "{a", "a}b", "{{a}}", "ключ", "{👾}", "", "{session}:é"];
  const slots = await Promise.all(keys.map((key) => cluster.nodes()[0]?.cluster("KEYSLOT", key)));
  expect(keys.map(keySlot)).toEqual(slots);
});

describeFailOver("a server of a Cluster", () => {
  const [primary, , , replica] = nodes;
  if (!primary || !replica) throw new Error("The Cluster has no first server and replica.");
  const primaries = primariesBySlot();
  const { session } = createKeys("");
  const keeps = (id: string) => primaries[keySlot(session(id))] === `127.0.0.1:${primary.port}`;
  return { primary, replica, client: cluster, failOver: () => failOverTo(replica), keeps };
});

function connect(): Cluster {
  // So that commands wait for a new primary, however long that takes.
  const options = { redisOptions: { maxRetriesPerRequest: null }, maxRedirections: 1_000 };
  const client = new Cluster(urls, options);
  afterAll(() => client.disconnect());
  return client;
}

async function insertMany(count: number) {
  const store = createStore();
  const records = Array.from({ length: count }, () => buildRecord());
  await Promise.all(records.map((record) => store.insert(record)));
  return { store, records };
}

/** As the client knows them. */
function primariesBySlot(): (string | undefined)[] {
  return cluster.slots.map(([primary]) => primary);
}

/** A server that is too busy to hand over within seconds gives up, and is told again. */
async function handOverTo(replica: Redis | undefined): Promise<void> {
  const isDone = async () => (await roleOf(replica)) === "master";
  do await replica?.cluster("FAILOVER");
  while (!(await vi.waitUntil(isDone, 6_000).catch(isDone)));
}

async function roleOf(server: Redis | undefined): Promise<unknown> {
  return (await server?.role())?.[0];
}
