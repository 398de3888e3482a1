import { afterAll, describe } from "vitest";
import { describeContract } from "../contract/describe-contract.ts";
import type { RaceStrategy } from "./race.ts";
import { refreshRaceCases } from "./refresh-race-cases.ts";
import { openTrack, type RaceTrack } from "./run-race.ts";

export interface RefreshRaceOptions {
  /**
   * A module whose default export is `async () => ({ store, close })`, a `RaceModule`: a URL such as
   * `new URL("./racing-store.js", import.meta.url)`, or an absolute path. Both processes import it; what they call
   * must reach the same backend.
   */
  readonly module: URL | string;
  /** For Node, such as `["--import", "tsx"]` where the module is TypeScript. */
  readonly nodeArgs?: readonly string[] | undefined;
  /** Asked right before the first race: what the module needs to know, such as the address of a database made for it. */
  readonly env?: (() => Readonly<Record<string, string>>) | undefined;
}

/**
 * Registers vitest tests of a race: two processes of Node refresh one session 32 times each, at once, with core over
 * the module's store, in both strategies. In an application these are its tabs, its page loads and its servers.
 */
export function describeRefreshRace(
  name: string,
  { module, nodeArgs, env }: RefreshRaceOptions,
): void {
  describe(`${name} in a race of refreshes`, () => {
    let track: RaceTrack | undefined;
    const race = (strategy: RaceStrategy) => {
      track ??= openTrack({
        module,
        ...(nodeArgs ? { nodeArgs } : {}),
        ...(env ? { env: env() } : {}),
      });
      return track.run(strategy);
    };
    afterAll(() => track?.close());
    for (const strategy of ["jwt", "database"] as const) {
      describeContract(`strategy "${strategy}"`, () => race(strategy), refreshRaceCases);
    }
  });
}
