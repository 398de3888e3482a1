import { describeRefreshRace } from "@sessionkit/testing";
import type { SentinelServers } from "./clients/test-clients.ts";

/** A server, a Cluster or Sentinels, as JSON in an environment variable. */
export type RacingServers =
  | { readonly url: string }
  | { readonly nodes: readonly string[] }
  | SentinelServers;

/** Two processes with separate clients refresh one session concurrently. */
export function describeRace(name: string, servers: RacingServers, prefix: string): void {
  describeRefreshRace(name, {
    module: new URL("./racing-store.ts", import.meta.url),
    nodeArgs: ["--import", import.meta.resolve("tsx")],
    env: () => ({ RACE_SERVERS: JSON.stringify(servers), RACE_PREFIX: prefix }),
  });
}
