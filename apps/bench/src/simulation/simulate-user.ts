import type { Verdict } from "./bound-connection.ts";
import { createHarness } from "./harness.ts";
import { Random } from "./random.ts";
import type { Interruptions } from "./recovery.ts";
import type { Scenario } from "./scenario.ts";
import { DECISIONS, type Decision } from "./server.ts";
import { createTrace, NO_TRACE } from "./trace.ts";
import { planWeek } from "./week.ts";

export interface UserWeek extends Interruptions {
  /** Refreshes of a bound session by the browser. */
  readonly refreshes: Readonly<Record<Verdict, number>>;
  readonly crashes: number;
  readonly decisions: Readonly<Record<Decision, number>>;
  readonly trace: readonly string[];
}

/** One week of one user without a theft. Each sign-out is a mistake, and each step-up of a lost key. */
export async function simulateUser(
  scenario: Scenario,
  seed: string,
  { days = 7, traced = false } = {},
): Promise<UserWeek> {
  const random = new Random(seed);
  const week = planWeek(random.fork("week"), days);
  const decisions = Object.fromEntries(DECISIONS.map((decision) => [decision, 0])) as Record<
    Decision,
    number
  >;
  const { browser, trace, run } = createHarness(scenario, {
    random,
    week,
    stepsUp: true,
    onDecision(decision) {
      decisions[decision]++;
      trace.onDecision(decision);
    },
    trace: (timeline) => (traced ? createTrace(timeline) : NO_TRACE),
  });
  await run(week.length);
  return {
    ...browser.interruptions,
    refreshes: browser.refreshes,
    crashes: browser.crashes,
    decisions,
    trace: trace.lines,
  };
}
