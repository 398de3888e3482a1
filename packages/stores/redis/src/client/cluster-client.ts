import type { RedisClient } from "./redis-client.ts";

/** What a client of a Cluster can do besides. */
export interface ClusterClient extends RedisClient {
  /** The servers of each slot, as far as they are known. */
  readonly slots: readonly (readonly string[] | undefined)[];
  /** Commands for one server, sent in one piece. An answer to each, or null where there is none at all. */
  pipeline(commands: string[][]): { exec(): Promise<PipelineAnswer[] | null> };
}

export type PipelineAnswer = [error: Error | null, value: unknown];

export function isClusterClient(client: RedisClient): client is ClusterClient {
  return Reflect.get(client, "isCluster") === true;
}
