import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";
import type { Spell } from "./week.ts";

/** A machine whose lid can be closed: its timers stand still then, and its connections end. */
export interface Laptop {
  /** Milliseconds since it last woke up. */
  sinceWake(): number;
  isAsleep(): boolean;
  /**
   * Runs `ring` after `delay`, or when the lid is opened if it is closed then.
   *
   * @param gone instead of `ring`, where a connection was needed: browsers close theirs as the machine suspends
   *   (Chromium's `ERR_NETWORK_IO_SUSPENDED`), and tell their pages when it wakes
   */
  after(delay: number, ring: () => void, gone?: () => void): void;
}

export function createLaptop(
  timeline: Timeline,
  random: Random,
  asleep: readonly Spell[],
  onWake: (slept: number) => void,
): Laptop {
  let frozen: (() => void)[] = [];
  let asleepSince: number | null = null;
  let awakeSince = Number.NEGATIVE_INFINITY;

  for (const { from, to } of asleep) {
    timeline.after(from, () => {
      asleepSince = timeline.now();
    });
    timeline.after(to, wake);
  }

  function wake(): void {
    const slept = timeline.now() - (asleepSince ?? timeline.now());
    asleepSince = null;
    awakeSince = timeline.now();
    const thawed = frozen;
    frozen = [];
    for (const ring of thawed) settle(random.between(0, 400), ring);
    onWake(slept);
  }

  function settle(delay: number, ring: () => void, gone?: () => void): void {
    timeline.after(delay, () => {
      if (asleepSince === null) ring();
      else frozen.push(gone ?? ring);
    });
  }

  return {
    sinceWake: () => timeline.now() - awakeSince,
    isAsleep: () => asleepSince !== null,
    after: settle,
  };
}
