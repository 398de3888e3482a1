import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { KINDS } from "../../test/model/arbitraries.ts";
import { JWT, MODES, ROTATING } from "../../test/model/modes.ts";
import { play } from "../../test/model/play.ts";
import { SEQUENCES } from "../../test/model/sequences.ts";
import { findRevived } from "../../test/model/table-displaced.ts";
import { liveTable } from "../../test/model/table-life.ts";
import { stealFromTable } from "../../test/model/table-theft.ts";
import { findThief } from "../../test/model/theft.ts";

/** Sequences of each kind and mode. Raise it for a thorough run: 2,000 are 110,000 sequences. */
const RUNS = Number(process.env.SESSION_MODEL_RUNS ?? 100);
const LIVES = RUNS * 3;
const THIEVES = Math.ceil(RUNS / 5);
const HOUR = 3_600_000;
const MINUTE = 60_000;

afterEach(() => vi.restoreAllMocks());

describe("sequences that were wrong once", () => {
  for (const { title, modes, commands } of SEQUENCES) {
    for (const mode of modes) {
      test(`${title} (${mode.name})`, async () => {
        await play(mode, commands);
      });
    }
  }
});

describe.each(MODES)("$name", (mode) => {
  test.each(KINDS)(
    "the invariants hold with %s",
    async (_title, commands) => {
      await fc.assert(
        fc.asyncProperty(commands, fc.integer(), async (run, seed) => {
          await play(mode, run, seed);
        }),
        // The same sequences in every run of the tests; others with SESSION_MODEL_RUNS.
        { numRuns: RUNS, ...(process.env.SESSION_MODEL_RUNS ? {} : { seed: 20_261_128 }) },
      );
    },
    0,
  );
});

test("the rotation table signs an owner out only after two crashes within the grace period and half a minute", () => {
  for (let seed = 1; seed <= LIVES; seed++) {
    const ended = liveTable(seed * 100_003, 6 * HOUR);
    expect(ended === null || ended.byTwoCrashes, `life ${seed}`).toBe(true);
  }
}, 0);

test("a token that the rotation table has given up is never accepted again", () => {
  for (let seed = 1; seed <= LIVES; seed++) expect(findRevived(seed, 60)).toBeNull();
}, 0);

test("the rotation table finds every thief who keeps his own pace, most of them within the hour", () => {
  const found = Array.from({ length: LIVES }, (_, seed) => stealFromTable(seed, 24 * HOUR));
  expectFound(found);
}, 0);

test.each([JWT, ROTATING])(
  "a thief who keeps his own pace is found ($name)",
  async (mode) => {
    const found: (number | null)[] = [];
    for (let seed = 1; seed <= THIEVES; seed++) found.push(await findThief(mode, seed, 24 * HOUR));
    expectFound(found);
  },
  0,
);

/** The median and the slowest tenth, in milliseconds since the theft. */
function expectFound(found: readonly (number | null)[]): void {
  const sorted = found.map((after) => after ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  expect(sorted.at(Math.floor(sorted.length / 2))).toBeLessThan(60 * MINUTE);
  expect(sorted.at(Math.floor(sorted.length * 0.9))).toBeLessThan(3 * HOUR);
  expect(sorted.at(-1)).toBeLessThan(24 * HOUR);
}
