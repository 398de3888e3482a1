import type { Rule } from "./rules/rules.ts";
import type { Theft } from "./simulate-theft.ts";

export interface Scenario {
  readonly name: string;
  readonly rule: Rule;
  /** The client's lock across tabs. Without it every tab refreshes independently, which is the worst case. */
  readonly locked: boolean;
  /** Share of requests for which the store is read, so that they present the client's position. */
  readonly sensitive: number;
}

const WORST = { locked: false, sensitive: 0.05 } as const;

/** The rows of the table. */
export const SCENARIOS: readonly Scenario[] = [
  { name: "strict: each token is accepted once", rule: "strict", ...WORST },
  { name: "10 s of grace, each presentation makes a sibling", rule: "siblings", ...WORST },
  { name: "30 s of grace, the same successor", rule: "successor", ...WORST },
  { name: "sessionkit", rule: "sessionkit", ...WORST },
  {
    name: "sessionkit, the store read at refreshes only",
    rule: "sessionkit",
    ...WORST,
    sensitive: 0,
  },
  {
    name: "sessionkit, with the client's lock across tabs",
    rule: "sessionkit",
    ...WORST,
    locked: true,
  },
];

/** The thief of the first table. */
export const NAIVE: Theft = { thief: "naive", stepsUp: true };

/** The rows of the table of thieves. */
export const THEFTS: readonly (Theft & { readonly name: string })[] = [
  { name: "naive: refreshes at his own pace", ...NAIVE },
  { name: "slow: refreshes once in 2 to 6 hours", thief: "slow", stepsUp: true },
  { name: "prefetches: every request is a prefetch", thief: "prefetcher", stepsUp: true },
  { name: "follows each rotation, the owner steps up", thief: "follower", stepsUp: true },
  { name: "follows each rotation, no step-up", thief: "follower", stepsUp: false },
];
