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
export interface IoredisCluster extends IoredisClient {
  /** The servers of each slot, as in the slot table of the client. */
  readonly slots: readonly (readonly string[] | undefined)[];
  nodes(role: "master"): readonly IoredisClient[];
  /** Sends commands to one server together. Resolves to one reply for each, or to null. */
  pipeline(commands: string[][]): { exec(): Promise<PipelineReply[] | null> };
}

export type PipelineReply = [error: Error | null, value: unknown];
