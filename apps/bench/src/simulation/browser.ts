import { createBoundConnection, type Verdict } from "./bound-connection.ts";
import { type ConnectionOptions, createConnection } from "./connection.ts";
import { createKeyChain } from "./key-chain.ts";
import { createProgramRun, type Device } from "./laptop.ts";
import { createLock, NO_LOCK } from "./lock.ts";
import { createRecovery, type InterruptionCounts, type Interruptions } from "./recovery.ts";
import { createTab, type Tab } from "./tab.ts";
import type { Week } from "./week.ts";

export interface BrowserOptions
  extends Pick<
    ConnectionOptions,
    "timeline" | "random" | "network" | "jar" | "server" | "client" | "trace"
  > {
  readonly device: Device;
  readonly week: Week;
  readonly locked: boolean;
  /** Share of requests for which the store is read. */
  readonly sensitive: number;
  readonly stepsUp: boolean;
}

export interface Browser {
  readonly interruptions: Interruptions;
  /** Refreshes of a bound session by the browser. */
  readonly refreshes: Readonly<Record<Verdict, number>>;
  readonly crashes: number;
  /** Schedules the week; the user signs in at the first use. */
  open(): void;
  /** The lid was opened. */
  wake(slept: number): void;
  /** Cookies were changed and are not on disk yet. */
  onUnwritten(): void;
}

/** One start of the browser, until it crashes. */
interface Run {
  readonly tabs: readonly Tab[];
  readonly visible: Tab[];
  end(): void;
}

/** Seconds between two actions of a user. */
const ACTION_INTERVAL = 90;
/** Shares of actions. */
const UPDATES = 0.03;
const STEP_UPS = 0.01;
const CRASHES = 0.01;
/** After a night, some users restart the browser, which loads all tabs at once. */
const LONG_SLEEP = 4 * 3_600_000;
/** Chromium writes cookies this long after the first change. */
const WRITE_DELAY = 30_000;
/** The protocol makes no guarantee for two crashes within this time. */
const BETWEEN_CRASHES = 120_000;

/** One browser and its user: 1 to 8 tabs over one cookie jar, and crashes. */
export function createBrowser(options: BrowserOptions): Browser {
  const { timeline, random, device, jar, week } = options;
  const interruptions: InterruptionCounts = { signOuts: 0, transientRefusals: 0, stepUps: 0 };
  const refreshes: Record<Verdict, number> = {
    refreshed: 0,
    ended: 0,
    server_error: 0,
    unreachable: 0,
    quota_exceeded: 0,
  };
  const keys = createKeyChain(timeline);
  const count = random.whole(1, 8);
  const shown = random.whole(1, Math.min(3, count));
  const polls = Array.from({ length: count }, () =>
    random.chance(0.3) ? random.whole(1, 10) * 60_000 : null,
  );
  let run: Run | null = null;
  let runs = 0;
  let crashedAt = Number.NEGATIVE_INFINITY;
  let writes = 0;
  let isSignInOnDisk = false;

  function launch(): void {
    const program = createProgramRun(device);
    const own = { ...options, device: program };
    const draws = random.fork(`run ${++runs}`);
    const connection = createBoundConnection(
      createConnection({ ...own, random: draws.fork("connection") }),
      {
        ...own,
        random: draws.fork("browser"),
        keys,
        onRefresh: (verdict) => refreshes[verdict]++,
      },
    );
    const lock = options.locked ? createLock(program) : NO_LOCK;
    const recovery = draws.fork("recovery");
    const onRefused = createRecovery(program, recovery, connection, interruptions);
    const tabs = polls.map((_, index) =>
      createTab({ ...own, random: draws.fork(`tab ${index}`), connection, lock, onRefused }),
    );
    const visible = tabs.slice(0, shown);
    const start = (): void => {
      run = { tabs, visible, end: program.end };
      for (const [index, tab] of tabs.entries()) {
        tab.show(visible.includes(tab));
        tab.navigate();
        const every = polls[index];
        if (every) poll(program, tab, every);
      }
    };
    if (runs === 1) connection.signIn(start);
    else start();
  }

  /** Some pages poll, visible or not. */
  function poll(program: Device, tab: Tab, every: number): void {
    program.after(every, () => {
      tab.load(1);
      poll(program, tab, every);
    });
  }

  function act(until: number): void {
    if (timeline.now() >= until) return;
    if (run) use(run);
    if (random.chance(CRASHES)) device.after(random.exponential(20_000), crash);
    device.after(random.exponential(ACTION_INTERVAL * 1000), () => act(until));
  }

  function use({ tabs, visible }: Run): void {
    if (random.chance(0.2)) switchTab(tabs, visible);
    const tab = visible[0] as Tab;
    if (random.chance(UPDATES)) tab.change("update", random.whole(1, 3));
    if (random.chance(STEP_UPS) && options.stepsUp)
      tab.change("step-up", random.chance(0.2) ? 2 : 1);
    if (random.chance(0.4)) tab.navigate();
    else tab.load(random.whole(1, 3));
  }

  function switchTab(tabs: readonly Tab[], visible: Tab[]): void {
    const next = tabs[random.whole(0, count - 1)] as Tab;
    if (visible.includes(next)) return;
    visible.pop()?.show(false);
    visible.unshift(next);
    next.show(true);
  }

  /** Restarts the browser with the cookies on disk. Without cookies on disk, a sign-out would not be a mistake. */
  function crash(): void {
    if (!run || !isSignInOnDisk || timeline.now() - crashedAt < BETWEEN_CRASHES) return;
    options.trace.note("the browser crashes");
    crashedAt = timeline.now();
    run.end();
    run = null;
    jar.restore();
    keys.restart();
    const pause = random.chance(0.7)
      ? random.between(3_000, 30_000)
      : random.between(30_000, 600_000);
    device.after(pause, launch);
  }

  return {
    interruptions,
    refreshes,
    get crashes() {
      return runs - 1;
    },
    open() {
      const monday = timeline.now();
      for (const [index, { from, to }] of week.active.entries()) {
        const begin = (): void => {
          if (index === 0) launch();
          act(monday + to);
        };
        timeline.after(from, () => device.after(0, begin));
      }
    },
    wake(slept) {
      if (!run) return;
      const { tabs, visible } = run;
      const restarts = slept > LONG_SLEEP && random.chance(0.2);
      for (const tab of restarts ? tabs : visible)
        device.after(random.between(0, 300), restarts ? () => tab.navigate() : tab.tick);
    },
    onUnwritten() {
      const write = ++writes;
      device.after(WRITE_DELAY, () => {
        if (write !== writes) return;
        jar.flush();
        isSignInOnDisk = true;
      });
    },
  };
}
