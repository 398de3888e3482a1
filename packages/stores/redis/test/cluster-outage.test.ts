import { startRedisCluster } from "@sessionkit/test-servers";
import { describeOutage } from "@sessionkit/testing";
import { Cluster } from "ioredis";
import { afterAll } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";

const { nodes, close } = await startRedisCluster();
const cluster = new Cluster(nodes.map(({ url }) => url));
cluster.on("error", () => {
  // Without a listener, ioredis writes it to the console.
});
afterAll(async () => {
  cluster.disconnect();
  await close();
});

type Fate = "kill" | "start" | "pause" | "resume";
const all = (fate: Fate) => Promise.all(nodes.map((node) => node[fate]()));

describeOutage("Redis Cluster that is killed or paused", () => {
  let restore: "start" | "resume";
  return {
    store: createRedisStore(cluster),
    async cut() {
      restore = "start";
      await all("kill");
    },
    async pause() {
      restore = "resume";
      await all("pause");
    },
    restore: () => all(restore),
  };
});
