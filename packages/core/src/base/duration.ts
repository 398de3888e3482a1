import { SessionConfigError } from "./errors.ts";

/** Seconds as a number, or a whole number with a unit: `"90s"`, `"15m"`, `"12h"`, `"7d"`, `"4w"`. */
export type Duration = number | `${number}${"s" | "m" | "h" | "d" | "w"}`;

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;

/** @returns milliseconds. Throws `SessionConfigError` naming `option` for anything but a positive, finite duration. */
export function durationMs(value: Duration, option: string): number {
  const seconds = typeof value === "number" ? value : parse(value);
  if (!Number.isFinite(seconds) || seconds <= 0) {
    throw new SessionConfigError(
      option,
      `expected seconds or a string such as "15m", "12h" or "7d", got ${JSON.stringify(value)}.`,
    );
  }
  return Math.round(seconds * 1000);
}

function parse(value: string): number {
  const match = /^(\d+)([smhdw])$/.exec(value);
  if (!match) return Number.NaN;
  return Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS];
}
