import type { JarResult } from "./simulate-stolen-jar.ts";
import type { UserWeek } from "./simulate-user.ts";

export interface JarsSummary {
  /** Minutes from the theft to the last accepted request of a thief: median, and 90 %. */
  readonly useful: readonly [number, number];
  /** How many ended how, and how many were reported by which event. */
  readonly ends: Counts;
  readonly reports: Counts;
  readonly signOuts: number;
  readonly stepUps: number;
}

export type Counts = Readonly<Record<string, number>>;

export function summarizeJars(jars: readonly JarResult[]): JarsSummary {
  const minutes = jars.map(({ useful }) => useful).sort((a, b) => a - b);
  const at = (share: number): number =>
    minutes[Math.floor(share * (minutes.length - 1))] ?? Number.NaN;
  return {
    useful: [at(0.5), at(0.9)],
    ends: countEach(jars.map(({ end }) => end)),
    reports: countEach(jars.flatMap(({ reported }) => reported)),
    signOuts: jars.filter(({ signOuts }) => signOuts > 0).length,
    stepUps: jars.filter(({ stepUps }) => stepUps > 0).length,
  };
}

export interface OwnersSummary {
  readonly weeks: number;
  readonly signOuts: number;
  readonly stepUps: number;
  /** Users who had at least one mistaken step-up. */
  readonly asked: number;
  readonly bound: number;
  readonly refreshes: Counts;
  readonly crashes: number;
  /** Users with at least one refresh that was not made because of the limit on signatures. */
  readonly limited: number;
}

export function summarizeOwners(weeks: readonly UserWeek[]): OwnersSummary {
  const sum = (of: (week: UserWeek) => number): number =>
    weeks.reduce((total, week) => total + of(week), 0);
  const verdicts = Object.keys(weeks[0]?.refreshes ?? {}) as (keyof UserWeek["refreshes"])[];
  return {
    weeks: weeks.length,
    signOuts: sum((week) => week.signOuts),
    stepUps: sum((week) => week.stepUps),
    asked: weeks.filter((week) => week.stepUps > 0).length,
    bound: sum(({ decisions }) => decisions.bound),
    refreshes: Object.fromEntries(
      verdicts.map((verdict) => [verdict, sum(({ refreshes }) => refreshes[verdict])]),
    ),
    crashes: sum((week) => week.crashes),
    limited: weeks.filter(({ refreshes }) => refreshes.quota_exceeded > 0).length,
  };
}

function countEach(values: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
