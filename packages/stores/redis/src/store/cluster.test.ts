import { startRedisCluster } from "@sessionkit/test-servers";
import { buildRecord, describeActivityLog, describeStore } from "@sessionkit/testing";
import { Cluster, type Redis } from "ioredis";
import { afterAll, expect, it, vi } from "vitest";
import { describeFailOver } from "../../fixture/describe-fail-over.ts";
import { keySlot } from "../reading/key-slot.ts";
import { createRedisStore } from "./create-redis-store.ts";
import { createKeys } from "./keys.ts";

const { nodes, close } = await startRedisCluster();
const cluster = new Cluster(
  nodes.map(({ url }) => url),
  // So that commands wait for a new primary, however long that takes.
  { redisOptions: { maxRetriesPerRequest: null }, maxRedirections: 1_000 },
);
afterAll(async () => {
  cluster.disconnect();
  await close();
});

const createStore = () => createRedisStore(cluster, { activity: true });
const createBrokenStore = () => {
  const broken = new Cluster([{ port: 1 }], { lazyConnect: true });
  broken.disconnect();
  return createRedisStore(broken, { activity: true });
};

describeStore("Redis Cluster", createStore, { expiresByItself: true, createBrokenStore });
describeActivityLog("Redis Cluster", createStore, { createBrokenStore });

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
  await replica?.cluster("FAILOVER");
  await vi.waitUntil(async () => (await roleOf(replica)) === "master", 10_000);
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
  return { primary, replica, client: cluster, keeps };
});

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

async function roleOf(server: Redis | undefined): Promise<unknown> {
  return (await server?.role())?.[0];
}
