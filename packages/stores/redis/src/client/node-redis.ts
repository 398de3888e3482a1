import { type Connection, readOne, readTogether, type Server } from "./connection.ts";

/** `createClient(…)` or `createClientPool(…)` of node-redis 6. */
export interface NodeRedisClient {
  readonly isOpen: boolean;
  sendCommand(args: string[], options?: ReplyOptions): Promise<unknown>;
}

/** `createSentinel(…)` of node-redis 6. */
export interface NodeRedisSentinel {
  readonly isOpen: boolean;
  sendCommand(isReadonly: boolean, args: string[], options?: ReplyOptions): Promise<unknown>;
  getMasterNode(): unknown;
}

/** `createCluster(…)` of node-redis 6. */
export interface NodeRedisCluster {
  readonly isOpen: boolean;
  sendCommand(
    firstKey: string | undefined,
    isReadonly: boolean,
    args: string[],
    options?: ReplyOptions,
  ): Promise<unknown>;
  readonly masters: readonly object[];
  nodeClient(master: object): Promise<NodeRedisClient>;
}

/** A connection of node-redis for messages. It calls the listener for each, and subscribes again by itself. */
export interface NodeRedisSubscriber {
  readonly isOpen: boolean;
  subscribe(channel: string, listener: () => void): Promise<unknown>;
  on(event: string, listener: () => void): unknown;
}

/** Replaces the type mapping of the client, with which replies can be buffers, or numbers text. */
interface ReplyOptions {
  readonly typeMapping: Record<never, never>;
}

const DEFAULT_REPLIES: ReplyOptions = { typeMapping: {} };

type AnyClient = NodeRedisClient | NodeRedisSentinel | NodeRedisCluster;

export function nodeRedisConnection(client: AnyClient): Connection {
  const server = toServer(client);
  const cluster = "nodeClient" in client ? client : null;
  return {
    ...server,
    async readMany(reads) {
      if (!cluster) return readTogether(server, reads);
      // The client writes the commands of one turn of the event loop together, to each server.
      await Promise.all(reads.map((read) => readOne(server, read)));
    },
    async primaries() {
      if (!cluster) return [server];
      const clients = await Promise.all(cluster.masters.map((node) => cluster.nodeClient(node)));
      return clients.map(toServer);
    },
    keyPrefix: "",
  };
}

/** Never sends as read-only: a replica that lags may still have sessions that were ended. */
function toServer(client: AnyClient): Server {
  return {
    async send(command, args) {
      // Without this check, clients for Sentinels and a Cluster reject with a `TypeError` about their own members.
      if (!client.isOpen)
        throw new Error("The client is closed. Call connect() before the first request.");
      const texts = [command, ...args.map(String)];
      if ("nodeClient" in client) {
        return client.sendCommand(firstKey(command, args), false, texts, DEFAULT_REPLIES);
      }
      if ("getMasterNode" in client) return client.sendCommand(false, texts, DEFAULT_REPLIES);
      return client.sendCommand(texts, DEFAULT_REPLIES);
    },
  };
}

/** Scripts have it after their hash or source and the number of keys. INFO has none. */
function firstKey(command: string, args: readonly (string | number)[]): string | undefined {
  if (command === "info") return undefined;
  return String(command.startsWith("eval") ? args[2] : args[0]);
}
