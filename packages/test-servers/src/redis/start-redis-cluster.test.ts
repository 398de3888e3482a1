import { Cluster } from "ioredis";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { waitUntil } from "../process/wait-until.ts";
import { sendCommand } from "./send-command.ts";
import { type OwnRedisCluster, startRedisCluster } from "./start-redis-cluster.ts";

let cluster: OwnRedisCluster;

beforeAll(async () => {
  cluster = await startRedisCluster();
}, 60_000);

afterAll(() => cluster.close());

it("starts with three primaries and their replicas in the same order", async () => {
  const roles = await Promise.all(cluster.nodes.map(({ url }) => sendCommand(url, "ROLE")));
  const [a, b, c] = cluster.nodes.map(({ port }) => port);
  expect(roles.slice(0, 3)).toMatchObject([{ 0: "master" }, { 0: "master" }, { 0: "master" }]);
  expect(roles.slice(3)).toMatchObject([
    { 0: "slave", 2: a, 3: "connected" },
    { 0: "slave", 2: b, 3: "connected" },
    { 0: "slave", 2: c, 3: "connected" },
  ]);
});

it("stores keys of every slot", async () => {
  const client = connect();
  const keys = Array.from({ length: 100 }, (_, i) => `key-${i}`);
  await Promise.all(keys.map((key) => client.set(key, key)));
  expect(await Promise.all(keys.map((key) => client.get(key)))).toEqual(keys);
});

it("promotes a replica if a primary is killed, and accepts it again as a replica", async () => {
  const client = connect();
  await client.set("kept", "before");
  const [primary, replica] = await holdersOf("kept");
  await primary.kill();
  await cluster.failOverTo(replica);
  expect(await hasRole(replica.url, "master")).toBe(true);
  await waitUntil("a reply", async () => (await client.get("kept")) === "before");
  await primary.start();
  await waitUntil("its return as a replica", () => hasRole(primary.url, "slave"));
});

function connect(): Cluster {
  const client = new Cluster(
    cluster.nodes.map(({ port }) => ({ port, host: "127.0.0.1" })),
    { clusterRetryStrategy: () => 50, retryDelayOnFailover: 50 },
  );
  client.on("error", () => undefined);
  onTestFinished(() => client.disconnect());
  return client;
}

/** The node that serves a key, and its replica, at the start. */
async function holdersOf(key: string) {
  const served = await Promise.all(
    cluster.nodes.slice(0, 3).map(({ url }) =>
      sendCommand(url, "EXISTS", key).then(
        () => true,
        () => false,
      ),
    ),
  );
  const primary = cluster.nodes[served.indexOf(true)];
  const replica = cluster.nodes[served.indexOf(true) + 3];
  if (!primary || !replica) throw new Error("No node serves the key.");
  return [primary, replica] as const;
}

async function hasRole(url: string, role: string): Promise<boolean> {
  return String(await sendCommand(url, "ROLE")).startsWith(role);
}
