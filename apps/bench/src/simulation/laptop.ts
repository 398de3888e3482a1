import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";
import type { Spell } from "./week.ts";

/** A machine whose lid can be closed: its timers stand still then, and so does what is on its way to and from it. */
export interface Laptop {
  /** Milliseconds since it last woke up. */
  sinceWake(): number;
  isAsleep(): boolean;
  /**
   * Runs `ring` after `delay`, or when the lid is opened if it is closed then.
   *
   * @param gone instead of `ring`, where a connection was needed and the sleep was longer than one lives
   */
  after(delay: number, ring: () => void, gone?: () => void): void;
}

/** Servers and routers give up on a silent connection. */
const CONNECTION_LIVES = 10 * 60_000;
/** What came in just before was read by the system already, and is delivered whenever the lid is opened. */
const READ_AHEAD = 1_000;

interface Frozen {
  readonly ring: () => void;
  readonly gone: (() => void) | undefined;
  readonly at: number;
}

export function createLaptop(
  timeline: Timeline,
  random: Random,
  asleep: readonly Spell[],
  onWake: (slept: number) => void,
): Laptop {
  let frozen: Frozen[] = [];
  let asleepSince: number | null = null;
  let awakeSince = Number.NEGATIVE_INFINITY;

  for (const { from, to } of asleep) {
    timeline.after(from, () => {
      asleepSince = timeline.now();
    });
    timeline.after(to, wake);
  }

  function wake(): void {
    const fellAsleep = asleepSince ?? timeline.now();
    const slept = timeline.now() - fellAsleep;
    asleepSince = null;
    awakeSince = timeline.now();
    const thawed = frozen;
    frozen = [];
    for (const { ring, gone, at } of thawed) {
      const isDead = gone && slept > CONNECTION_LIVES && at > fellAsleep + READ_AHEAD;
      settle(random.between(0, 400), isDead ? gone : ring, gone);
    }
    onWake(slept);
  }

  function settle(delay: number, ring: () => void, gone?: () => void): void {
    timeline.after(delay, () => {
      if (asleepSince === null) ring();
      else frozen.push({ ring, gone, at: timeline.now() });
    });
  }

  return {
    sinceWake: () => timeline.now() - awakeSince,
    isAsleep: () => asleepSince !== null,
    after: settle,
  };
}
