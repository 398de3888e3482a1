import type { Random } from "./random.ts";

/** A period, in milliseconds since the beginning of the week. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** When a user works on a laptop, and when its lid is closed. At other times it is on and unused. */
export interface Week {
  readonly active: readonly Interval[];
  readonly asleep: readonly Interval[];
  readonly length: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Kinds of breaks: their share, their length, and the probability that the lid is closed. */
const BREAKS = [
  { share: 0.35, from: 20_000, to: 5 * MINUTE, lid: 0.5 },
  { share: 0.4, from: 5 * MINUTE, to: 30 * MINUTE, lid: 0.7 },
  { share: 0.25, from: 30 * MINUTE, to: 5 * HOUR, lid: 0.9 },
] as const;

/** @param days the length of the week */
export function planWeek(random: Random, days: number): Week {
  const active: Interval[] = [];
  const asleep: Interval[] = [];
  /** One user in five leaves the machine on at night, and its pages continue to poll. */
  const closesAtNight = random.chance(0.8);
  let night = 0;
  for (let day = 0; day < days; day++) {
    let at = day * DAY + random.between(7, 10) * HOUR;
    const end = day * DAY + (day < 5 ? random.between(17, 24) : random.between(10, 23)) * HOUR;
    if (closesAtNight) asleep.push({ from: night, to: at });
    while (at < end) {
      const work = Math.min(random.exponential(50 * MINUTE) + 2 * MINUTE, 3 * HOUR);
      active.push({ from: at, to: at + work });
      at += work;
      const pause = breakOf(random);
      const length = random.between(pause.from, pause.to);
      if (at + length < end && random.chance(pause.lid))
        asleep.push({ from: at + random.between(0, 10_000), to: at + length });
      at += length;
    }
    night = active.at(-1)?.to ?? at;
    night += 1_000;
  }
  return { active, asleep, length: days * DAY };
}

/** A user who is always active, for the duration of a theft. */
export function alwaysActive(length: number): Week {
  return { active: [{ from: 0, to: length }], asleep: [], length };
}

/** One outage of the store a day, of 20 s to 5 minutes, while most users work. */
export function planOutages(random: Random, length: number): Interval[] {
  return Array.from({ length: Math.ceil(length / DAY) }, (_, day) => {
    const from = day * DAY + random.between(9, 17) * HOUR;
    return { from, to: from + random.between(20_000, 5 * MINUTE) };
  });
}

export function isWithin(intervals: readonly Interval[], at: number): boolean {
  return intervals.some(({ from, to }) => at >= from && at < to);
}

function breakOf(random: Random): (typeof BREAKS)[number] {
  const draw = random.next();
  if (draw < BREAKS[0].share) return BREAKS[0];
  return draw < BREAKS[0].share + BREAKS[1].share ? BREAKS[1] : BREAKS[2];
}
