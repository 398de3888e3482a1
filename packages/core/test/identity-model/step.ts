import fc from "fast-check";

/** What happens, in the browser of a user or around it. */
export type Verb =
  | "page"
  | "strict"
  | "refresh"
  | "update guest"
  | "sign in"
  | "sign out"
  | "sign out others"
  | "sign out all"
  | "revoke"
  | "revoke user"
  | "impersonate"
  | "return"
  | "sign in to the other library"
  | "present an old credential";

/** All times in seconds; the grace period is 30. */
export interface Step {
  readonly verb: Verb;
  readonly process: 0 | 1;
  readonly user: "ada" | "bob";
  /** Whether the other library records when the user signed in. */
  readonly isDated: boolean;
  /** Until the request arrives, and until its answer does. */
  readonly legs: readonly [number, number];
  readonly isLost: boolean;
  /** Until the next one is sent. */
  readonly gap: number;
}

/** What does not change during a sequence. */
export interface Setting {
  readonly keepOld: "10m" | undefined;
  /** False: the other library keeps nothing on the server, and its credential stays valid. */
  readonly retires: boolean;
  /** Whether the `database` strategy rotates. */
  readonly rotates: boolean;
}

export interface Sequence {
  readonly setting: Setting;
  readonly steps: readonly Step[];
}

/**
 * Several requests within seconds, as pages and tabs send them, and then a pause.
 *
 * @param weights of the verbs that occur
 */
export function sequences(weights: Partial<Record<Verb, number>>): fc.Arbitrary<Sequence> {
  const verb = fc.oneof(
    ...Object.entries(weights).map(([name, weight]) => ({
      weight,
      arbitrary: fc.constant(name as Verb),
    })),
  );
  const leg = fc.oneof(fc.constant(0), fc.nat(7));
  const step: fc.Arbitrary<Step> = fc.record({
    verb,
    process: fc.constantFrom(0, 1),
    user: fc.constantFrom("ada", "bob"),
    isDated: fc.boolean(),
    legs: fc.tuple(leg, leg),
    isLost: rarely,
    gap: fc.nat(2),
  });
  const burst = fc.record({
    steps: fc.array(step, { minLength: 1, maxLength: 6, size: "max" }),
    isLost: rarely,
    pause: fc.oneof(fc.nat(40), fc.constantFrom(60, 200, 600, 1_500, 2_000)),
  });
  const steps = fc
    .array(burst, { minLength: 2, maxLength: 10, size: "max" })
    .map((bursts) => bursts.flatMap(stepsOf));
  return fc.record({ setting, steps });
}

const rarely = fc.oneof(
  { weight: 5, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);

const setting: fc.Arbitrary<Setting> = fc.record({
  keepOld: fc.constantFrom(undefined, undefined, undefined, "10m" as const),
  retires: fc.boolean(),
  rotates: fc.boolean(),
});

interface Burst {
  readonly steps: readonly Step[];
  /** Whether the answers to all of its requests are lost. */
  readonly isLost: boolean;
  readonly pause: number;
}

function stepsOf({ steps, isLost, pause }: Burst): Step[] {
  const last = steps.length - 1;
  return steps.map((step, index) => ({
    ...step,
    isLost: isLost || step.isLost,
    gap: step.gap + (index === last ? pause : 0),
  }));
}
