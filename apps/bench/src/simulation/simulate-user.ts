import { createHarness } from "./harness.ts";
import { Random } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import { NOTICES, type Notice } from "./server.ts";
import { createTrace, NO_TRACE } from "./trace.ts";
import { planWeek } from "./week.ts";

export interface UserWeek {
  readonly signOuts: number;
  readonly blinks: number;
  readonly crashes: number;
  readonly notices: Readonly<Record<Notice, number>>;
  readonly trace: readonly string[];
}

/** One week of one honest user. Each sign-out is a mistake. */
export async function simulateUser(
  scenario: Scenario,
  seed: string,
  { days = 7, traced = false } = {},
): Promise<UserWeek> {
  const random = new Random(seed);
  const week = planWeek(random.fork("week"), days);
  const notices = Object.fromEntries(NOTICES.map((notice) => [notice, 0])) as Record<
    Notice,
    number
  >;
  const { browser, trace, run } = createHarness(scenario, {
    random,
    week,
    stepsUp: true,
    notify(notice) {
      notices[notice]++;
      trace.notice(notice);
    },
    trace: (timeline) => (traced ? createTrace(timeline) : NO_TRACE),
  });
  await run(week.length);
  return {
    ...browser.interruptions,
    crashes: browser.crashes,
    notices,
    trace: trace.lines,
  };
}
