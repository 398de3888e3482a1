import type { RedisClient, RedisSubscriber } from "../../src/client/redis-client.ts";

/** A client that is connected. It can be used for commands or for messages. */
export interface OpenClient {
  readonly client: RedisClient & RedisSubscriber;
  close(): unknown;
}

export interface SentinelServers {
  readonly name: string;
  readonly sentinels: readonly { readonly host: string; readonly port: number }[];
}

/** Whether a client of node-redis connects to replicas, too, for commands that are sent as read-only. */
interface Replicas {
  readonly replicas: boolean;
}

/** One version of a library, as the tests of all versions use it. Clients write no error to the console. */
export interface TestClients {
  readonly library: "ioredis" | "node-redis";
  readonly major: number;
  /** Name of an error that the server replied with. */
  readonly replyError: string;
  /** @param silence milliseconds without data after which a connection is closed */
  openServer(url: string, silence?: number): Promise<OpenClient>;
  /** Commands of ioredis wait for a new primary without a limit. Those of node-redis reject in a fail-over. */
  openSentinel(servers: SentinelServers, settings?: Replicas): Promise<OpenClient>;
  /** The same as for Sentinels. */
  openCluster(urls: readonly string[], settings?: Replicas): Promise<OpenClient>;
  /** The primary of each slot, in the slot table of a Cluster client. */
  primariesBySlot(cluster: OpenClient): (string | undefined)[];
  /** A client with all options that change commands or replies, and the prefix that its store needs. */
  openCustomized(url: string, prefix: string): Promise<OpenClient & { readonly prefix: string }>;
  /** A client whose commands reject. */
  closed(): RedisClient;
  closedSentinel(): RedisClient;
  closedCluster(): RedisClient;
}
