import fc from "fast-check";
import { afterEach, beforeEach, test, vi } from "vitest";
import { playRevocations, VERBS } from "../../test/revocation-harness.ts";
import { MONOTONIC } from "../../test/two-processes.ts";

/** Raise it for a thorough run. */
const RUNS = Number(process.env.REVOCATION_RUNS ?? 200);

beforeEach(() => {
  vi.useFakeTimers(MONOTONIC);
});
afterEach(() => {
  vi.useRealTimers();
});

const step = fc.record({
  verb: fc.constantFrom(...VERBS, "request", "request", "replay", "wait", "recover"),
  process: fc.nat(2),
  user: fc.nat(3),
  amount: fc.double({ min: 0, max: 1, noNaN: true }),
});

test("no token of an ended session is accepted after a second, and no other user is signed out", async () => {
  const sequences = fc.array(step, { minLength: 20, maxLength: 80, size: "max" });
  await fc.assert(
    fc.asyncProperty(sequences, async (steps) => {
      await playRevocations(steps);
    }),
    { numRuns: RUNS, ...(process.env.REVOCATION_RUNS ? {} : { seed: 20_261_129 }) },
  );
}, 0);
