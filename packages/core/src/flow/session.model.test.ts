import fc from "fast-check";
import { afterEach, describe, test, vi } from "vitest";
import { KINDS } from "../../test/model/arbitraries.ts";
import { MODES } from "../../test/model/modes.ts";
import { play } from "../../test/model/play.ts";
import { SEQUENCES } from "../../test/model/sequences.ts";

/** Sequences of each kind and mode; raise it for a thorough run. */
const RUNS = Number(process.env.SESSION_MODEL_RUNS ?? 40);

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
        { numRuns: RUNS },
      );
    },
    0,
  );
});
