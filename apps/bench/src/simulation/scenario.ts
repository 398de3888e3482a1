import type { Rule } from "./rules/rules.ts";

export interface Scenario {
  readonly name: string;
  readonly rule: Rule;
  /** The client's lock across tabs; without it every tab is on its own, which is the worst case. */
  readonly locked: boolean;
  /** Share of requests that ask the store, and so tell it which token the client has. */
  readonly sensitive: number;
}

const WORST = { locked: false, sensitive: 0.05 } as const;

/** The rows of the table. */
export const SCENARIOS: readonly Scenario[] = [
  { name: "strict: every token works once", rule: "strict", ...WORST },
  { name: "10 s of grace, each use makes a sibling", rule: "siblings", ...WORST },
  { name: "30 s of grace, the successor again", rule: "successor", ...WORST },
  { name: "sessionkit", rule: "sessionkit", ...WORST },
  {
    name: "sessionkit, the store only asked at refreshes",
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
