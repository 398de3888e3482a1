import { describeRefreshRace } from "@sessionkit/testing";

/** A server, a Cluster or Sentinels, as JSON in an environment variable. */
export type RacingServers =
  | { readonly url: string }
  | { readonly nodes: string[] }
  | { readonly name: string; readonly sentinels: { host: string; port: number }[] };

/** Two processes with separate clients refresh one session concurrently. */
export function describeRace(name: string, servers: RacingServers, prefix: string): void {
  describeRefreshRace(name, {
    module: new URL("./racing-store.ts", import.meta.url),
    nodeArgs: ["--import", import.meta.resolve("tsx")],
    env: () => ({ RACE_SERVERS: JSON.stringify(servers), RACE_PREFIX: prefix }),
  });
}
