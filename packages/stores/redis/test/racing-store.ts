import type { RaceModule } from "@sessionkit/testing";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";
import type { RacingServers } from "./describe-race.ts";

/** The module of both processes of a race. */
const join: RaceModule = async () => {
  const { RACE_SERVERS = "", RACE_PREFIX: prefix = "" } = process.env;
  const servers = JSON.parse(RACE_SERVERS) as RacingServers;
  const { client, close } = await open(servers);
  return { store: createRedisStore(client, { prefix }), close: async () => void close() };
};

function open(servers: RacingServers) {
  if ("nodes" in servers) return clients.openCluster(servers.nodes);
  return "url" in servers ? clients.openServer(servers.url) : clients.openSentinel(servers);
}

export default join;
