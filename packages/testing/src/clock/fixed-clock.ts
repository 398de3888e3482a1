import type { Clock, Duration } from "@sessionkit/core";

/** A clock that a test sets and advances. */
export interface FixedClock extends Clock {
  /** Advances by a duration such as `"15m"`, or by a number of milliseconds; returns the new time. */
  advance(by: Extract<Duration, string> | number): number;
  /** Sets the time, also to an earlier one; returns it. */
  set(to: Date | number | string): number;
}

/**
 * The time at which clocks and records of tests start. Long after any backend's own clock, so that a backend
 * that expires rows itself (Redis) keeps those of a test.
 */
export const START: number = Date.UTC(2100, 0, 1);

const MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * For the `clock` option of `createSessions`, and wherever a test sets the time.
 *
 * @param start default: the start of the year 2100, as in `buildRecord`
 */
export function fixedClock(start: Date | number | string = START): FixedClock {
  let now = timestamp(start);
  return Object.assign(() => now, {
    advance(by: string | number) {
      now = timestamp(now + milliseconds(by));
      return now;
    },
    set(to: Date | number | string) {
      now = timestamp(to);
      return now;
    },
  });
}

function milliseconds(by: string | number): number {
  if (typeof by === "number") return by;
  const [, digits, unit] = /^(\d+)([smhdw])$/.exec(by) ?? [];
  return Number(digits) * MS[unit as keyof typeof MS];
}

function timestamp(value: Date | number | string): number {
  const ms = new Date(value).getTime();
  if (Number.isNaN(ms)) throw new TypeError("A clock needs a valid date or duration.");
  return ms;
}
