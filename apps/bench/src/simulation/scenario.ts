import type { Rule } from "./rules/rules.ts";
import type { JarTheft } from "./simulate-stolen-jar.ts";
import type { Theft } from "./simulate-theft.ts";

export interface Scenario {
  readonly name: string;
  readonly rule: Rule;
  /** The client's lock across tabs. Without it every tab refreshes independently, which is the worst case. */
  readonly locked: boolean;
  /** Share of requests for which the store is read, so that they present the client's position. */
  readonly sensitive: number;
  /** The store fails once a day. */
  readonly outages?: boolean;
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

/** The rows of the table of owners: the same browsers, which all support device-bound sessions. */
export const OWNERS: readonly Scenario[] = [
  { name: "unbound", rule: "sessionkit", ...WORST, outages: true },
  { name: "bound", rule: "bound", ...WORST, outages: true },
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

/** The rows of the table of stolen cookie jars, each without and with a binding. */
export const JAR_THEFTS: readonly (JarTheft & { readonly name: string })[] = [
  { name: "naive: refreshes at his own pace", thief: "naive", stepsUp: true },
  { name: "slow: refreshes once in 2 to 6 hours", thief: "slow", stepsUp: true },
  { name: "prefetches: every request is a prefetch", thief: "prefetcher", stepsUp: true },
  { name: "follows each rotation, no step-up", thief: "follower", stepsUp: false },
  { name: "signs with a key of his own", thief: "forger", stepsUp: true },
  { name: "early, naive", thief: "naive", stepsUp: true, early: true },
  { name: "early, follows each rotation", thief: "follower", stepsUp: false, early: true },
];
