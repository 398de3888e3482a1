import type { Laptop } from "./laptop.ts";
import { createLock, NO_LOCK } from "./lock.ts";
import type { Random } from "./random.ts";
import { createTab, type Tab } from "./tab.ts";
import type { Timeline } from "./timeline.ts";
import { type Bother, createVisitor } from "./visitor.ts";
import type { Week } from "./week.ts";
import type { Wire } from "./wire.ts";

export interface BrowserOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly laptop: Laptop;
  readonly wire: Wire;
  readonly week: Week;
  readonly locked: boolean;
  readonly sensitive: number;
}

export interface Browser {
  readonly bother: Readonly<Bother>;
  /** Opens with the week; the person signs in when they first use it. */
  open(): void;
  /** The lid was opened. */
  wake(slept: number): void;
}

/** Seconds between two things that a person does. */
const PACE = 90;
/** After a night some start the browser anew, and it loads every tab at once. */
const LONG_SLEEP = 4 * 3_600_000;

/** One browser and who sits before it: 1 to 8 tabs over one cookie jar. */
export function createBrowser(options: BrowserOptions): Browser {
  const { timeline, random, laptop, wire, week } = options;
  const lock = options.locked ? createLock(laptop) : NO_LOCK;
  const { bother, onRefused } = createVisitor(laptop, random.fork("visitor"), wire);
  const count = random.whole(1, 8);
  const tabs = Array.from({ length: count }, (_, index) =>
    createTab({ ...options, lock, random: random.fork(`tab ${index}`), onRefused }),
  );
  const visible = tabs.slice(0, random.whole(1, Math.min(3, count)));

  const pick = (): Tab => tabs[random.whole(0, count - 1)] as Tab;

  function act(until: number): void {
    if (timeline.now() >= until) return;
    if (random.chance(0.2)) switchTab();
    const tab = visible[0] as Tab;
    if (random.chance(0.4)) tab.navigate();
    else tab.load(random.whole(1, 3));
    laptop.after(random.exponential(PACE * 1000), () => act(until));
  }

  function switchTab(): void {
    const next = pick();
    if (visible.includes(next)) return;
    visible.pop()?.show(false);
    visible.unshift(next);
    next.show(true);
  }

  /** Some pages ask for news by themselves, seen or not. */
  function poll(tab: Tab, every: number): void {
    laptop.after(every, () => {
      tab.load(1);
      poll(tab, every);
    });
  }

  function start(begin: () => void): void {
    wire.signIn(() => {
      for (const tab of tabs) {
        tab.show(visible.includes(tab));
        tab.navigate();
        if (random.chance(0.3)) poll(tab, random.whole(1, 10) * 60_000);
      }
      begin();
    });
  }

  return {
    bother,
    open() {
      const monday = timeline.now();
      for (const [index, { from, to }] of week.active.entries()) {
        const begin = (): void => act(monday + to);
        timeline.after(from, () => laptop.after(0, index === 0 ? () => start(begin) : begin));
      }
    },
    wake(slept) {
      const restarts = slept > LONG_SLEEP && random.chance(0.2);
      for (const tab of restarts ? tabs : visible)
        laptop.after(random.between(0, 300), restarts ? () => tab.navigate() : tab.tick);
    },
  };
}
