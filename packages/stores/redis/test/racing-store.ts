import type { RaceModule } from "@sessionkit/testing";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import type { RacingServers } from "./describe-race.ts";

/** The module of both processes of a race. `RACE_IOREDIS` is the ioredis version of the vitest project. */
const join: RaceModule = async () => {
  const { RACE_IOREDIS = "", RACE_SERVERS = "", RACE_PREFIX: prefix = "" } = process.env;
  const { Cluster, Redis } = (await import(RACE_IOREDIS)) as typeof import("ioredis");
  const servers = JSON.parse(RACE_SERVERS) as RacingServers;
  const client =
    "nodes" in servers
      ? new Cluster(servers.nodes)
      : "url" in servers
        ? new Redis(servers.url)
        : new Redis(servers);
  return { store: createRedisStore(client, { prefix }), close: () => client.quit() };
};

export default join;
