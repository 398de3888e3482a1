import { type Browser, createBrowser } from "./browser.ts";
import { createCookieJar } from "./cookie-jar.ts";
import { createLaptop } from "./laptop.ts";
import { HARSH } from "./network.ts";
import { Random } from "./random.ts";
import { RULES } from "./rules/rules.ts";
import type { Scenario } from "./scenario.ts";
import { seedMathRandom } from "./seed-math-random.ts";
import type { Notice } from "./server.ts";
import { createTimeline } from "./timeline.ts";
import { createTrace, NO_TRACE } from "./trace.ts";
import { planWeek } from "./week.ts";
import { createWire } from "./wire.ts";

export interface UserWeek {
  readonly signOuts: number;
  readonly blinks: number;
  readonly requests: number;
  /** Answers 503. */
  readonly unavailable: number;
  readonly notices: Readonly<Record<Notice, number>>;
  readonly trace: readonly string[];
}

export const MONDAY = Date.UTC(2026, 0, 5);

/** One week of one honest user. Whatever ends a session here is a mistake. */
export async function simulateUser(
  { rule, locked, sensitive }: Scenario,
  seed: string,
  { days = 7, traced = false } = {},
): Promise<UserWeek> {
  const random = new Random(seed);
  const timeline = createTimeline(MONDAY);
  const week = planWeek(random.fork("week"), days);
  const trace = traced ? createTrace(() => timeline.now() - MONDAY) : NO_TRACE;
  const notices = { rotated: 0, converged: 0, branched: 0, healed: 0, reused: 0 };
  let requests = 0;
  let unavailable = 0;
  const server = RULES[rule]({
    timeline,
    random: random.fork("server"),
    notify(notice) {
      notices[notice]++;
      trace.notice(notice);
    },
  });
  const counted = {
    ...server,
    answer: (...request: Parameters<typeof server.answer>) => {
      requests++;
      return server.answer(...request).then((answer) => {
        if (answer.status === "unavailable") unavailable++;
        return answer;
      });
    },
  };
  let browser: Browser | undefined;
  const laptop = createLaptop(timeline, random.fork("laptop"), week.asleep, (slept) =>
    browser?.wake(slept),
  );
  const wire = createWire({
    timeline,
    random: random.fork("wire"),
    weather: HARSH,
    laptop,
    jar: createCookieJar(),
    server: counted,
    trace,
  });
  browser = createBrowser({
    timeline,
    random: random.fork("browser"),
    laptop,
    wire,
    week,
    locked,
    sensitive,
  });
  browser.open();
  const restore = seedMathRandom(random.fork("core"));
  try {
    await timeline.run(MONDAY + week.length);
  } finally {
    restore();
  }
  return { ...browser.bother, requests, unavailable, notices, trace: trace.lines };
}
