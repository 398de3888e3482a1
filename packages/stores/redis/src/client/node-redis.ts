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

export function nodeRedisConnection(
  client: NodeRedisClient | NodeRedisSentinel | NodeRedisCluster,
): Connection {
  if ("nodeClient" in client) return clusterConnection(client);
  const server = "getMasterNode" in client ? toPrimary(client) : toServer(client);
  return {
    ...server,
    readMany: (reads) => readTogether(server, reads),
    primaries: async () => [server],
    keyPrefix: "",
  };
}

function clusterConnection(client: NodeRedisCluster): Connection {
  const server: Server = {
    // Never as read-only: a replica that lags may still have sessions that were ended.
    async send(command, args) {
      checkOpen(client);
      const texts = toTexts(command, args);
      return client.sendCommand(firstKey(command, args), false, texts, DEFAULT_REPLIES);
    },
  };
  return {
    ...server,
    // The client writes the commands of one turn of the event loop together, to each server.
    readMany: async (reads) => {
      await Promise.all(reads.map((read) => readOne(server, read)));
    },
    primaries: async () => {
      const clients = await Promise.all(client.masters.map((node) => client.nodeClient(node)));
      return clients.map(toServer);
    },
    keyPrefix: "",
  };
}

function toServer(client: NodeRedisClient): Server {
  return {
    send: (command, args) => client.sendCommand(toTexts(command, args), DEFAULT_REPLIES),
  };
}

function toPrimary(client: NodeRedisSentinel): Server {
  return {
    async send(command, args) {
      checkOpen(client);
      return client.sendCommand(false, toTexts(command, args), DEFAULT_REPLIES);
    },
  };
}

/** Without it, a client that is not connected rejects with a `TypeError` about its own members. */
function checkOpen({ isOpen }: NodeRedisSentinel | NodeRedisCluster): void {
  if (!isOpen) throw new Error("The client is closed. Call connect() before the first request.");
}

function toTexts(command: string, args: readonly (string | number)[]): string[] {
  return [command, ...args.map(String)];
}

/** Scripts have it after their hash or source and the number of keys. INFO has none. */
function firstKey(command: string, args: readonly (string | number)[]): string | undefined {
  if (command === "info") return undefined;
  return String(command.startsWith("eval") ? args[2] : args[0]);
}
