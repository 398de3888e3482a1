import { type Browser, createBrowser } from "./browser.ts";
import { type CookieJar, createCookieJar } from "./cookie-jar.ts";
import { createLaptop, type Device } from "./laptop.ts";
import { HARSH } from "./network.ts";
import type { Random } from "./random.ts";
import { RULES } from "./rules/rules.ts";
import type { Scenario } from "./scenario.ts";
import { type Decision, OWNER, type Server } from "./server.ts";
import { createTimeline, type Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";
import { installVirtualTime } from "./virtual-time.ts";
import { isWithin, planOutages, type Week } from "./week.ts";

export const MONDAY = Date.UTC(2026, 0, 5);

interface HarnessOptions {
  readonly random: Random;
  readonly week: Week;
  readonly stepsUp: boolean;
  readonly onDecision: (decision: Decision) => void;
  readonly trace: (timeline: Timeline) => Trace;
}

/** One owner with one browser, and the server of a scenario. */
export interface Harness {
  readonly timeline: Timeline;
  readonly server: Server;
  readonly device: Device;
  readonly jar: CookieJar;
  readonly browser: Browser;
  readonly trace: Trace;
  /** @param length milliseconds from the beginning */
  run(length: number): Promise<void>;
}

export function createHarness(
  { rule, locked, sensitive, outages = false }: Scenario,
  { random, week, stepsUp, onDecision, trace: createTrace }: HarnessOptions,
): Harness {
  const timeline = createTimeline(MONDAY);
  const down = outages ? planOutages(random.fork("outages"), week.length) : [];
  const server = RULES[rule]({
    timeline,
    random: random.fork("server"),
    onDecision,
    isStoreDown: () => isWithin(down, timeline.now() - MONDAY),
  });
  const trace = createTrace(timeline);
  let browser: Browser | undefined;
  const device = createLaptop(timeline, random.fork("laptop"), week.asleep, (slept) =>
    browser?.wake(slept),
  );
  const jar = createCookieJar(() => browser?.onUnwritten());
  browser = createBrowser({
    timeline,
    random: random.fork("browser"),
    network: HARSH,
    device,
    jar,
    server,
    client: OWNER,
    trace,
    week,
    locked,
    sensitive,
    stepsUp,
  });
  browser.open();
  return {
    timeline,
    server,
    device,
    jar,
    browser,
    trace,
    async run(length) {
      const restore = installVirtualTime(timeline, random.fork("core"));
      try {
        await timeline.run(MONDAY + length);
      } finally {
        restore();
      }
    },
  };
}
