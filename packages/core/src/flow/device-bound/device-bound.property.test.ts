import fc from "fast-check";
import { test } from "vitest";
import { createBoundModel, type Step } from "../../../test/bound-model.ts";

/** Sequences for each strategy. Raise it for a thorough run. */
const RUNS = Number(process.env.SESSION_MODEL_RUNS ?? 40);

const seconds = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 3_600 }));
const at = fc.constantFrom("A", "B");

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("use"), process: at, seconds }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("use, answers lost"), process: at, seconds }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("use at both processes"), process: at, seconds }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("update"), process: at, seconds }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("step up"), process: at, seconds }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("step up with a late answer"),
      process: at,
      seconds,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("outage"), process: at, seconds }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash"), process: at, seconds }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("link of another site"), process: at, seconds }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("theft"), process: at, seconds }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("thieves try"), process: at, seconds }) },
);

test.each(["jwt", "database"] as const)(
  "a thief gains nothing, and the owner stays signed in (%s)",
  async (strategy) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
        const model = await createBoundModel(strategy);
        for (const one of steps) await model.run(one);
        await model.run({ kind: "use", process: "A", seconds: 1 });
      }),
      { numRuns: RUNS, ...(process.env.SESSION_MODEL_RUNS ? {} : { seed: 20_261_129 }) },
    );
  },
  0,
);
