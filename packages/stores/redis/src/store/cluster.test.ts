import { startRedisCluster } from "@sessionkit/test-servers";
import { describeActivityLog, describeStore } from "@sessionkit/testing";
import { Cluster } from "ioredis";
import { afterAll, beforeAll } from "vitest";
import { createRedisStore } from "./create-redis-store.ts";

let cluster: Cluster;
let close: () => Promise<void>;

beforeAll(async () => {
  const servers = await startRedisCluster();
  close = () => servers.close();
  cluster = new Cluster(servers.nodes.map(({ url }) => url));
}, 60_000);
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
