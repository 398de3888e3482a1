import fc from "fast-check";
import { test } from "vitest";
import { createBoundModel, type Step } from "../../../test/bound-model.ts";

/** Sequences for each strategy. Raise it for a thorough run. */
const RUNS = Number(process.env.SESSION_MODEL_RUNS ?? 40);

const seconds = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 3_600 }));
const at = fc.constantFrom("A", "B");

const WEIGHTS: Readonly<Record<Step["kind"], number>> = {
  use: 5,
  "use, answers lost": 2,
  "use at both processes": 1,
  update: 1,
  "step up": 1,
  "step up with a late answer": 2,
  impersonate: 2,
  return: 2,
  "sign in again": 1,
  outage: 1,
  crash: 1,
  "link of another site": 1,
  theft: 3,
  "thieves try": 4,
};

const step: fc.Arbitrary<Step> = fc.oneof(
  ...Object.entries(WEIGHTS).map(([kind, weight]) => ({
    weight,
    arbitrary: fc.record({ kind: fc.constant(kind as Step["kind"]), process: at, seconds }),
  })),
);

test.each(["jwt", "database"] as const)(
  "a thief gains nothing, and the owner stays signed in (%s)",
  async (strategy) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 4, maxLength: 30, size: "max" }),
        async (steps) => {
          const model = await createBoundModel(strategy);
          for (const one of steps) await model.run(one);
          await model.run({ kind: "use", process: "A", seconds: 1 });
        },
      ),
      { numRuns: RUNS, ...(process.env.SESSION_MODEL_RUNS ? {} : { seed: 20_261_129 }) },
    );
  },
  0,
);
