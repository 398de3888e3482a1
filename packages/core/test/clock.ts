import { type Duration, durationMs } from "../src/base/duration.ts";

/** A clock that moves only when a test moves it. */
export interface TestClock {
  (): number;
  advance(by: Duration): void;
  set(ms: number): void;
}

export function createClock(start: number = Date.UTC(2026, 0, 1)): TestClock {
  let now = start;
  return Object.assign(() => now, {
    advance: (by: Duration) => {
      now += durationMs(by, "by");
    },
    set: (ms: number) => {
      now = ms;
    },
  });
}
