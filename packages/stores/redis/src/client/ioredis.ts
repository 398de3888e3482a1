import {
  type Connection,
  type PendingRead,
  readOne,
  readTogether,
  type Server,
} from "./connection.ts";
import { keySlot } from "./key-slot.ts";

/** A client of ioredis 5 or 6: `new Redis(…)` for a server or Sentinels, or `new Cluster(…)`. */
export interface IoredisClient {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
}

/** A connection of ioredis for messages. It subscribes without a listener. */
export interface IoredisSubscriber {
  subscribe(channel: string): Promise<unknown>;
  on(event: "message", listener: (channel: string, message: string) => void): unknown;
  on(event: "ready", listener: () => void): unknown;
}

/** The additional members of a Cluster client that the store uses. */
interface IoredisCluster extends IoredisClient {
  /** The servers of each slot, as in the slot table of the client. */
  readonly slots: readonly (readonly string[] | undefined)[];
  nodes(role: "master"): readonly IoredisClient[];
  /** Sends commands to one server together. Resolves to one reply for each, or to null. */
  pipeline(commands: string[][]): {
    exec(): Promise<[error: Error | null, reply: unknown][] | null>;
  };
}

export function ioredisConnection(client: IoredisClient): Connection {
  const { keyPrefix = "" }: { keyPrefix?: string } = Object(Reflect.get(client, "options"));
  const server = toServer(client);
  const cluster = isCluster(client) ? client : null;
  return {
    ...server,
    readMany: (reads) =>
      cluster ? readFromCluster(cluster, server, reads) : readTogether(server, reads),
    primaries: async () => cluster?.nodes("master").map(toServer) ?? [server],
    keyPrefix,
  };
}

function toServer(client: IoredisClient): Server {
  return { send: (command, args) => client.call(command, ...args) };
}

function isCluster(client: IoredisClient): client is IoredisCluster {
  return Reflect.get(client, "isCluster") === true;
}

/** Sends one pipeline per server. */
async function readFromCluster(
  client: IoredisCluster,
  server: Server,
  reads: readonly PendingRead[],
): Promise<void> {
  const groups = new Map<string | undefined, PendingRead[]>();
  for (const read of reads) {
    const servers = client.slots[keySlot(read.key)]?.join();
    const group = groups.get(servers);
    if (group) group.push(read);
    else groups.set(servers, [read]);
  }
  await Promise.all(Array.from(groups.values(), (group) => readGroup(client, server, group)));
}

async function readGroup(
  client: IoredisCluster,
  server: Server,
  group: readonly PendingRead[],
): Promise<void> {
  const commands = group.map(({ key }) => ["get", key]);
  const pipeline = group.length > 1 ? client.pipeline(commands).exec() : null;
  // ioredis rejects the whole pipeline if its slot table changed, so that the keys are on different servers.
  const replies = await pipeline?.catch(() => null);
  await Promise.all(
    group.map((read, i) => {
      const [error, text] = replies?.[i] ?? [true];
      // A pipeline does not follow slots that have moved to another server. A single command does.
      return error ? readOne(server, read) : read.resolve(text as string | null);
    }),
  );
}
