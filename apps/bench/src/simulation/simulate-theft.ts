import { createBrowser } from "./browser.ts";
import { cookieIn, createCookieJar } from "./cookie-jar.ts";
import { createLaptop } from "./laptop.ts";
import { NO_LOCK } from "./lock.ts";
import { HARSH } from "./network.ts";
import { Random } from "./random.ts";
import { RULES } from "./rules/rules.ts";
import type { Scenario } from "./scenario.ts";
import { seedMathRandom } from "./seed-math-random.ts";
import { MONDAY } from "./simulate-user.ts";
import { createTab } from "./tab.ts";
import { createTimeline } from "./timeline.ts";
import { NO_TRACE } from "./trace.ts";
import { alwaysActive } from "./week.ts";
import { createWire } from "./wire.ts";

const HOUR = 3_600_000;
/** A thief who is not found by then has won. */
const GIVE_UP = 12 * HOUR;

/**
 * Somebody copies the session token of a user who is at work, and at once uses it like a browser of their own.
 *
 * @returns milliseconds until the server sees that the token is in two hands; null where it does not
 */
export async function simulateTheft(
  { rule, locked, sensitive }: Scenario,
  seed: string,
): Promise<number | null> {
  const random = new Random(`theft/${seed}`);
  const timeline = createTimeline(MONDAY);
  const stolenAt = random.between(HOUR, 2 * HOUR);
  let foundAt: number | null = null;
  const server = RULES[rule]({
    timeline,
    random: random.fork("server"),
    notify(notice) {
      if (notice !== "reused" || timeline.now() < MONDAY + stolenAt) return;
      foundAt = timeline.now();
      timeline.stop();
    },
  });
  const shared = { timeline, weather: HARSH, server, trace: NO_TRACE };

  const jar = createCookieJar();
  const laptop = createLaptop(timeline, random.fork("laptop"), [], () => undefined);
  const wire = createWire({ ...shared, random: random.fork("wire"), laptop, jar });
  const week = alwaysActive(stolenAt + GIVE_UP);
  const user = { timeline, random: random.fork("browser"), laptop, wire, week, locked, sensitive };
  createBrowser(user).open();

  timeline.after(stolenAt, () => {
    const header = jar.header(timeline.now());
    const name = rule === "sessionkit" ? "__Host-session" : "session";
    const loot = createCookieJar();
    loot.put([{ name, value: cookieIn(header, name) ?? "", maxAge: null }], timeline.now());
    const own = createWire({ ...shared, random: random.fork("thief's wire"), laptop, jar: loot });
    const thief = createTab({
      timeline,
      random: random.fork("thief"),
      laptop,
      wire: own,
      lock: NO_LOCK,
      sensitive,
      onRefused: () => undefined,
    });
    thief.show(true);
    thief.renew();
  });

  const restore = seedMathRandom(random.fork("core"));
  try {
    await timeline.run(MONDAY + stolenAt + GIVE_UP);
  } finally {
    restore();
  }
  return foundAt === null ? null : foundAt - MONDAY - stolenAt;
}
