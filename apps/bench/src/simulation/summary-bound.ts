import type { JarResult } from "./simulate-stolen-jar.ts";
import type { UserWeek } from "./simulate-user.ts";

export interface JarsSummary {
  /** Minutes in which requests of a thief were accepted: median, and 90 %. */
  readonly useful: readonly [number, number];
  /** Minutes until the last of them: median, and 90 %. */
  readonly until: readonly [number, number];
  /** How many ended how, and how many were reported by which event. */
  readonly ends: Counts;
  readonly reports: Counts;
  readonly signOuts: number;
  readonly stepUps: number;
}

export type Counts = Readonly<Record<string, number>>;

export function summarizeJars(jars: readonly JarResult[]): JarsSummary {
  const percentiles = (of: (jar: JarResult) => number): [number, number] => {
    const sorted = jars.map(of).sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
    return [at(0.5), at(0.9)];
  };
  return {
    useful: percentiles(({ useful }) => useful),
    until: percentiles(({ until }) => until),
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
