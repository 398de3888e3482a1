import fc from "fast-check";
import type { Strategies } from "./model.ts";
import { play } from "./play.ts";
import type { Sequence } from "./step.ts";

/** Sequences for each pair of strategies. Raise it for a thorough run. */
const RUNS = Number(process.env.SESSION_MODEL_RUNS ?? 100);

/** Plays random sequences. @param seed for the same sequences in every run of the tests; others with SESSION_MODEL_RUNS. */
export function assertSequences(
  sequences: fc.Arbitrary<Sequence>,
  strategies: Strategies,
  seed: number,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(sequences, (sequence) => play(strategies, sequence)),
    { numRuns: RUNS, ...(process.env.SESSION_MODEL_RUNS ? {} : { seed }) },
  );
}
