import type { Results } from "./job.ts";

export interface Summary {
  readonly weeks: number;
  /** Sign-ins that should not have been necessary, all in all. */
  readonly signOuts: number;
  /** Users who had at least one. */
  readonly affected: number;
  readonly refreshes: number;
  readonly requests: number;
  readonly thefts: number;
  readonly missed: number;
  /** Minutes until half, and nine tenths, of the thieves were found. */
  readonly median: number;
  readonly ninth: number;
}

export function summarize(all: readonly Results[]): Summary {
  const weeks = all.flatMap((one) => one.weeks);
  const thefts = all.flatMap((one) => one.thefts);
  const found = thefts.map((time) => time ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const at = (share: number): number =>
    (found[Math.floor(share * (found.length - 1))] ?? Number.NaN) / 60_000;
  const sum = (count: (week: (typeof weeks)[number]) => number): number =>
    weeks.reduce((total, week) => total + count(week), 0);
  return {
    weeks: weeks.length,
    signOuts: sum((week) => week.signOuts),
    affected: weeks.filter((week) => week.signOuts > 0).length,
    refreshes: sum(
      ({ notices: { rotated, converged, branched } }) => rotated + converged + branched,
    ),
    requests: sum((week) => week.requests),
    thefts: thefts.length,
    missed: thefts.filter((time) => time === null).length,
    median: at(0.5),
    ninth: at(0.9),
  };
}
