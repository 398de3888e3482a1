import type { Scenario } from "./scenario.ts";
import { simulateTheft } from "./simulate-theft.ts";
import { simulateUser, type UserWeek } from "./simulate-user.ts";

/** A few users of one scenario: what a worker is given at a time. */
export interface Job {
  readonly kind: "weeks" | "thefts";
  readonly scenario: Scenario;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

export interface Results {
  readonly weeks: readonly UserWeek[];
  /** Milliseconds until each was found. */
  readonly thefts: readonly (number | null)[];
}

export async function runJob({ kind, scenario, seed, from, to }: Job): Promise<Results> {
  const weeks: UserWeek[] = [];
  const thefts: (number | null)[] = [];
  for (let user = from; user < to; user++) {
    if (kind === "weeks") weeks.push(await simulateUser(scenario, `${seed}/${user}`));
    else thefts.push(await simulateTheft(scenario, `${seed}/${user}`));
  }
  return { weeks, thefts };
}

/** The same work in pieces of `size` users. */
export function split(job: Omit<Job, "from" | "to">, users: number, size: number): Job[] {
  return Array.from({ length: Math.ceil(users / size) }, (_, index) => ({
    ...job,
    from: index * size,
    to: Math.min(users, (index + 1) * size),
  }));
}
