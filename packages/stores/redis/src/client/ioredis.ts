import { type Connection, readTogether, type Server } from "./connection.ts";
import type { IoredisClient, IoredisCluster } from "./ioredis-client.ts";
import { readFromCluster } from "./ioredis-cluster-reads.ts";

export function ioredisConnection(client: IoredisClient): Connection {
  const { keyPrefix = "" }: { keyPrefix?: string } = Object(Reflect.get(client, "options"));
  const server = toServer(client);
  if (!isCluster(client)) {
    return {
      ...server,
      readMany: (reads) => readTogether(server, reads),
      primaries: async () => [server],
      keyPrefix,
    };
  }
  return {
    ...server,
    readMany: (reads) => readFromCluster(client, server, reads),
    primaries: async () => client.nodes("master").map(toServer),
    keyPrefix,
  };
}

function toServer(client: IoredisClient): Server {
  return { send: (command, args) => client.call(command, ...args) };
}

function isCluster(client: IoredisClient): client is IoredisCluster {
  return Reflect.get(client, "isCluster") === true;
}
