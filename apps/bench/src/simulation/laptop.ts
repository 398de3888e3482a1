import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";
import type { Interval } from "./week.ts";

/** The timers and connections of client code. */
export interface Device {
  /** Milliseconds since the machine last woke up. */
  sinceWake(): number;
  isAsleep(): boolean;
  /**
   * Runs `callback` after `delay`. If the lid is closed then, runs it when the lid is opened.
   *
   * @param onSuspended replaces `callback` if the lid is closed, for work that needs a connection: browsers close
   *   connections when the machine suspends (Chromium's `ERR_NETWORK_IO_SUSPENDED`), and report it after the wake-up
   */
  after(delay: number, callback: () => void, onSuspended?: () => void): void;
}

/** A machine whose lid can be closed: its timers stop then, and its connections are closed. */
export function createLaptop(
  timeline: Timeline,
  random: Random,
  asleep: readonly Interval[],
  onWake: (slept: number) => void,
): Device {
  let suspended: (() => void)[] = [];
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
    const pending = suspended;
    suspended = [];
    for (const callback of pending) after(random.between(0, 400), callback);
    onWake(slept);
  }

  function after(delay: number, callback: () => void, onSuspended?: () => void): void {
    timeline.after(delay, () => {
      if (asleepSince === null) callback();
      else suspended.push(onSuspended ?? callback);
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
  /** A crash: no timer of this run fires after it, and no answer arrives. */
  end(): void;
}

export function createProgramRun(device: Device): ProgramRun {
  let isOver = false;
  return {
    sinceWake: device.sinceWake,
    isAsleep: device.isAsleep,
    after(delay, callback, onSuspended) {
      const unlessOver = (event: () => void) => () => {
        if (!isOver) event();
      };
      device.after(delay, unlessOver(callback), onSuspended && unlessOver(onSuspended));
    },
    end() {
      isOver = true;
    },
  };
}
