import type { Cluster, Redis } from "ioredis";
import type { OpenClient, TestClients } from "./test-clients.ts";

type Library = typeof import("ioredis");

/** Commands wait for a new primary without a limit. */
const PATIENT = { maxRetriesPerRequest: null } as const;

export function ioredisClients({ Cluster, Redis }: Library): TestClients {
  return {
    library: "ioredis",
    // Only version 6 has this option.
    major: "protocol" in new Redis({ lazyConnect: true }).options ? 6 : 5,
    replyError: "ReplyError",
    openServer: (url, silence) =>
      opened(new Redis(url, silence ? { connectTimeout: silence, socketTimeout: silence } : {})),
    openSentinel: ({ name, sentinels }) =>
      opened(new Redis({ name, sentinels: [...sentinels], ...PATIENT })),
    openCluster: (urls) =>
      opened(new Cluster([...urls], { redisOptions: PATIENT, maxRedirections: 1_000 })),
    primariesBySlot: ({ client }) =>
      (client as unknown as Cluster).slots.map(([primary]) => primary),
    async openCustomized(url, prefix) {
      const client = new Redis(url, {
        keyPrefix: prefix,
        enableAutoPipelining: true,
        stringNumbers: true,
        showFriendlyErrorStack: true,
        replyMapping: "resp3",
      });
      return { ...(await opened(client)), prefix: "" };
    },
    closed() {
      const client = new Redis({ lazyConnect: true });
      client.disconnect();
      return client;
    },
    closedSentinel() {
      const client = new Redis({ lazyConnect: true, name: "a", sentinels: [{ port: 1 }] });
      client.disconnect();
      return client;
    },
    closedCluster() {
      const client = new Cluster([{ port: 1 }], { lazyConnect: true });
      client.disconnect();
      return client;
    },
  };
}

/** Resolves when the first command was answered: a Cluster client has read the slot table then. */
async function opened(client: Redis | Cluster): Promise<OpenClient> {
  client.on("error", () => {
    // Without a listener, ioredis writes it to the console. Calls reject anyway.
  });
  await client.ping();
  return { client, close: () => client.disconnect() };
}
