import { createHarness, MONDAY } from "./harness.ts";
import { Random } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import { steal } from "./steal.ts";
import type { ThiefKind } from "./thieves.ts";
import { NO_TRACE } from "./trace.ts";
import { alwaysActive } from "./week.ts";

const HOUR = 3_600_000;
/** A thief is counted as undetected after this time. */
const GIVE_UP = 12 * HOUR;

export interface Theft {
  readonly thief: ThiefKind;
  /** Whether the owner steps up occasionally. */
  readonly stepsUp: boolean;
}

/** Milliseconds since the theft; null if it did not happen. */
export interface TheftResult {
  /** The server detected reuse and ended the session. */
  readonly found: number | null;
  /** `session.converged` reported another device or network. */
  readonly reported: number | null;
}

/** A thief copies the cookies of an active owner, and uses them at the same time. */
export async function simulateTheft(
  scenario: Scenario,
  { thief: kind, stepsUp }: Theft,
  seed: string,
): Promise<TheftResult> {
  const random = new Random(`theft/${seed}`);
  const stolenAt = random.between(HOUR, 2 * HOUR);
  let found: number | null = null;
  let reported: number | null = null;
  const harness = createHarness(scenario, {
    random,
    week: alwaysActive(stolenAt + GIVE_UP),
    stepsUp,
    onDecision(decision) {
      const sinceTheft = timeline.now() - MONDAY - stolenAt;
      if (sinceTheft < 0) return;
      thief.onDecision(decision);
      if (decision === "converged elsewhere") reported ??= sinceTheft;
      if (decision !== "reused") return;
      found = sinceTheft;
      timeline.stop();
    },
    trace: () => NO_TRACE,
  });

  const { timeline, run } = harness;
  const { thief } = steal(harness, { random, kind, after: stolenAt });

  await run(stolenAt + GIVE_UP);
  return { found, reported };
}
