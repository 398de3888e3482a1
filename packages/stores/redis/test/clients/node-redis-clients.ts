import type { RedisClusterType } from "redis";
import type { OpenClient, TestClients } from "./test-clients.ts";

type Library = typeof import("redis");

/** The members of all clients, whatever their protocol and modules. */
type Client = OpenClient["client"] & {
  connect(): Promise<unknown>;
  destroy(): unknown;
  on(event: "error", listener: () => void): unknown;
};

export function nodeRedisClients(library: Library): TestClients {
  const { createClient, createCluster, createSentinel, RESP_TYPES } = library;
  return {
    library: "node-redis",
    major: "clientUnblock" in createClient() ? 6 : 5,
    replyError: "Error",
    openServer: (url, silence) =>
      opened(
        createClient({
          url,
          ...(silence && {
            socket: {
              connectTimeout: silence,
              socketTimeout: silence,
              // By default, a timeout closes the client for good.
              reconnectStrategy: 100,
            },
            pingInterval: silence / 4,
          }),
        }),
      ),
    openSentinel: ({ name, sentinels }, { replicas } = { replicas: false }) =>
      opened(
        createSentinel({
          name,
          sentinelRootNodes: [...sentinels],
          replicaPoolSize: replicas ? 1 : 0,
        }),
      ),
    openCluster: (urls, { replicas } = { replicas: false }) =>
      opened(createCluster({ rootNodes: urls.map((url) => ({ url })), useReplicas: replicas })),
    primariesBySlot: ({ client }) =>
      (client as unknown as RedisClusterType).slots.map(({ master }) => master.address),
    async openCustomized(url, prefix) {
      const { BLOB_STRING, NUMBER, SIMPLE_STRING } = RESP_TYPES;
      const typeMapping = { [BLOB_STRING]: Buffer, [SIMPLE_STRING]: Buffer, [NUMBER]: String };
      const client = createClient({
        url,
        RESP: 2,
        disableOfflineQueue: true,
        commandOptions: { typeMapping },
      });
      return { ...(await opened(client)), prefix };
    },
    closed: () => createClient(),
    closedSentinel: () => createSentinel({ name: "a", sentinelRootNodes: [] }),
    closedCluster: () => createCluster({ rootNodes: [] }),
  };
}

async function opened(client: Client): Promise<OpenClient> {
  client.on("error", () => {
    // Without a listener, it ends the process. Calls reject anyway.
  });
  await client.connect();
  return { client, close: () => client.destroy() };
}
