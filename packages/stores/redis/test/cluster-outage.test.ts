import { startRedisCluster } from "@sessionkit/test-servers";
import { describeOutage } from "@sessionkit/testing";
import { afterAll, vi } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";
import { use } from "./connect.ts";
import { send } from "./send.ts";

const { nodes, close } = await startRedisCluster();
afterAll(close);
const cluster = await use(clients.openCluster(nodes.map(({ url }) => url)));

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
    async restore() {
      await all(restore);
      // ioredis waits for the servers to find each other. Commands of node-redis reject until then.
      await vi.waitUntil(isUp, 60_000);
    },
  };
});

async function isUp(): Promise<boolean> {
  const states = await Promise.all(nodes.map((node) => send(node, "CLUSTER", "INFO")));
  return states.every((state) => String(state).includes("cluster_state:ok"));
}
