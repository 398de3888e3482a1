/**
 * An ioredis client of the application, version 5 or 6: `new Redis(…)` for a server or Sentinels, or `new Cluster(…)`. The
 * application opens and closes it.
 */
export interface RedisClient {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
}

/** An ioredis connection of the application for messages only: Redis accepts no other commands on it. */
export interface RedisSubscriber {
  subscribe(channel: string): Promise<unknown>;
  on(event: "message", listener: (channel: string, message: string) => void): unknown;
  on(event: "ready", listener: () => void): unknown;
}

/** The additional members of a Cluster client that the store uses. */
export interface ClusterClient extends RedisClient {
  /** The servers of each slot, as in the slot table of the client. */
  readonly slots: readonly (readonly string[] | undefined)[];
  nodes(role: "master"): readonly RedisClient[];
  /** Sends commands to one server together. Resolves to one reply for each, or to null. */
  pipeline(commands: string[][]): { exec(): Promise<PipelineReply[] | null> };
}

export type PipelineReply = [error: Error | null, value: unknown];

export function isClusterClient(client: RedisClient): client is ClusterClient {
  return Reflect.get(client, "isCluster") === true;
}

/** Copies an error without the command that ioredis attaches, which contains ids, addresses and secret hashes. */
export function redactError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("ioredis rejected without an Error.");
  const { name, message, stack } = error;
  return Object.assign(new Error(message), { name, stack });
}
