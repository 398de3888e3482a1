import { startRedisCluster } from "@sessionkit/test-servers";
import { describeOutage } from "@sessionkit/testing";
import { afterAll } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";
import { use } from "./connect.ts";

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
    restore: () => all(restore),
  };
});
