import { randomBytes } from "node:crypto";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { forkRacer, type Racer, type RacerOptions } from "./fork-racer.ts";
import type { RaceAnswer, RaceReport, RaceRow, RaceStrategy } from "./race.ts";

export interface RaceCourse extends RacerOptions {
  readonly module: URL | string;
}

/** The result of a race. */
export interface RaceResult {
  readonly before: RaceRow | null;
  readonly reports: readonly RaceReport[];
  readonly after: RaceRow | null;
  /** The refresh with the issued token an hour later; null if the race issued none. */
  readonly later: RaceAnswer | null;
}

/** Two processes, started once for all their races. */
export interface RaceTrack {
  /** Runs one race: one session, and all refreshes of both processes at the same time. */
  run(strategy: RaceStrategy): Promise<RaceResult>;
  close(): void;
}

export function openTrack({ module, ...options }: RaceCourse): RaceTrack {
  const address = addressOf(module);
  let racers: Racer[] = [];
  const close = () => {
    for (const racer of racers.splice(0)) racer.kill();
  };
  return {
    async run(strategy) {
      if (racers.length === 0) racers = [forkRacer(options), forkRacer(options)];
      try {
        return await race(racers as [Racer, Racer], address, strategy);
      } catch (error) {
        // The other process may still be running its command.
        close();
        throw error;
      }
    },
    close,
  };
}

async function race(
  [one, other]: [Racer, Racer],
  module: string,
  strategy: RaceStrategy,
): Promise<RaceResult> {
  const setup = { module, strategy, secret: randomBytes(32).toString("base64url") };
  await Promise.all([one.prepare(setup), other.prepare(setup)]);
  const { sessionId, cookie } = await one.signIn();
  const [before] = await Promise.all([one.look(sessionId), other.look(sessionId)]);
  const reports = await Promise.all([one.race(cookie), other.race(cookie)]);
  const after = await other.look(sessionId);
  const token = reports[0].answers.find(({ sessionToken }) => sessionToken)?.sessionToken;
  const later = token ? await other.goOn(token) : null;
  await Promise.all([one.finish(), other.finish()]);
  return { before, reports, after, later };
}

function addressOf(module: URL | string): string {
  if (module instanceof URL) return module.href;
  if (isAbsolute(module)) return pathToFileURL(module).href;
  if (module.startsWith("file:")) return module;
  throw new TypeError(
    `module: expected a URL or an absolute path, such as new URL("./my-store.js", import.meta.url), got ${JSON.stringify(module)}.`,
  );
}
