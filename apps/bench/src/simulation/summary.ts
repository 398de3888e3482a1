import type { Results } from "./job.ts";
import type { TheftResult } from "./simulate-theft.ts";

export interface WeeksSummary {
  readonly weeks: number;
  readonly signOuts: number;
  /** Users who were signed out at least once. */
  readonly affected: number;
  readonly refreshes: number;
  readonly crashes: number;
  readonly changes: number;
}

export function summarizeWeeks(all: readonly Results[]): WeeksSummary {
  const weeks = all.flatMap((one) => one.weeks);
  const sum = (count: (week: (typeof weeks)[number]) => number): number =>
    weeks.reduce((total, week) => total + count(week), 0);
  return {
    weeks: weeks.length,
    signOuts: sum((week) => week.signOuts),
    affected: weeks.filter((week) => week.signOuts > 0).length,
    refreshes: sum(
      ({ decisions }) =>
        decisions.rotated +
        decisions.converged +
        decisions["converged elsewhere"] +
        decisions.branched,
    ),
    crashes: sum((week) => week.crashes),
    changes: sum(({ decisions }) => decisions.renewed + decisions.updated),
  };
}

export interface TheftsSummary {
  readonly thefts: number;
  readonly found: number;
  readonly reported: number;
  /** Minutes until half, and nine tenths, of all thieves were detected; infinite if fewer were. */
  readonly median: number;
  readonly ninth: number;
}

export function summarizeThefts(thefts: readonly TheftResult[]): TheftsSummary {
  const times = thefts.map(({ found }) => found ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const at = (share: number): number =>
    (times[Math.floor(share * (times.length - 1))] ?? Number.NaN) / 60_000;
  return {
    thefts: thefts.length,
    found: thefts.filter(({ found }) => found !== null).length,
    reported: thefts.filter(({ reported }) => reported !== null).length,
    median: at(0.5),
    ninth: at(0.9),
  };
}
