import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";
import type { Spell } from "./week.ts";

/** Where client code runs: its timers and its connections. */
export interface Device {
  /** Milliseconds since the machine last woke up. */
  sinceWake(): number;
  isAsleep(): boolean;
  /**
   * Runs `ring` after `delay`, or when the lid is opened if it is closed then.
   *
   * @param gone instead of `ring`, where a connection was needed: browsers close theirs as the machine suspends
   *   (Chromium's `ERR_NETWORK_IO_SUSPENDED`), and report it to their pages when it wakes
   */
  after(delay: number, ring: () => void, gone?: () => void): void;
}

/** A machine whose lid can be closed: its timers stand still then, and its connections end. */
export function createLaptop(
  timeline: Timeline,
  random: Random,
  asleep: readonly Spell[],
  onWake: (slept: number) => void,
): Device {
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
    for (const ring of thawed) after(random.between(0, 400), ring);
    onWake(slept);
  }

  function after(delay: number, ring: () => void, gone?: () => void): void {
    timeline.after(delay, () => {
      if (asleepSince === null) ring();
      else frozen.push(gone ?? ring);
    });
  }

  return {
    sinceWake: () => timeline.now() - awakeSince,
    isAsleep: () => asleepSince !== null,
    after,
  };
}

/** One run of a program on a device. */
export interface ProgramRun extends Device {
  /** A crash: no timer of this run fires any more, and no answer arrives. */
  end(): void;
}

export function createProgramRun(device: Device): ProgramRun {
  let isOver = false;
  return {
    sinceWake: device.sinceWake,
    isAsleep: device.isAsleep,
    after(delay, ring, gone) {
      const unlessOver = (event: () => void) => () => {
        if (!isOver) event();
      };
      device.after(delay, unlessOver(ring), gone && unlessOver(gone));
    },
    end() {
      isOver = true;
    },
  };
}
