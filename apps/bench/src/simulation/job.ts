import type { Scenario } from "./scenario.ts";
import { type JarResult, type JarTheft, simulateStolenJar } from "./simulate-stolen-jar.ts";
import { simulateTheft, type Theft, type TheftResult } from "./simulate-theft.ts";
import { simulateUser, type UserWeek } from "./simulate-user.ts";

interface Weeks {
  readonly kind: "weeks";
  readonly scenario: Scenario;
}

interface Thefts {
  readonly kind: "thefts";
  readonly scenario: Scenario;
  readonly theft: Theft;
}

interface Jars {
  readonly kind: "jars";
  readonly scenario: Scenario;
  readonly theft: JarTheft;
}

type Work = Weeks | Thefts | Jars;

/** A batch of users of one scenario, for one worker. */
export type Job = Work & {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
};

export interface Results {
  readonly weeks: readonly UserWeek[];
  readonly thefts: readonly TheftResult[];
  readonly jars: readonly JarResult[];
}

export async function runJob(job: Job): Promise<Results> {
  const weeks: UserWeek[] = [];
  const thefts: TheftResult[] = [];
  const jars: JarResult[] = [];
  for (let user = job.from; user < job.to; user++) {
    const seed = `${job.seed}/${user}`;
    if (job.kind === "weeks") weeks.push(await simulateUser(job.scenario, seed));
    else if (job.kind === "thefts") thefts.push(await simulateTheft(job.scenario, job.theft, seed));
    else jars.push(await simulateStolenJar(job.scenario, job.theft, seed));
  }
  return { weeks, thefts, jars };
}

/** Splits the work into jobs of `size` users. */
export function split(job: Work & { readonly seed: number }, users: number, size: number): Job[] {
  return Array.from({ length: Math.ceil(users / size) }, (_, index) => ({
    ...job,
    from: index * size,
    to: Math.min(users, (index + 1) * size),
  }));
}
