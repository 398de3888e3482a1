import { measure } from "mitata";
import type { Subject } from "./subject.ts";

export interface Measured {
  readonly subject: Subject;
  /** Microseconds, the median of the rounds. */
  readonly micros: number;
  /** The ratio to the floor of the same round, the median of the rounds. */
  readonly times: number;
}

/** Nanoseconds of processor time for one subject in one round. */
const BUDGET = 200e6;

/** Measures all subjects in each round, so that a busy machine affects all of them alike. The first is the floor. */
export async function measureAll(
  subjects: readonly Subject[],
  rounds: number,
): Promise<Measured[]> {
  const samples = subjects.map(() => ({ micros: [] as number[], times: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    let floor = Number.NaN;
    for (const [index, subject] of subjects.entries()) {
      const { p50 } = await measure(subject.run, { min_cpu_time: BUDGET });
      if (index === 0) floor = p50;
      samples[index]?.micros.push(p50 / 1000);
      samples[index]?.times.push(p50 / floor);
    }
  }
  return subjects.map((subject, index) => ({
    subject,
    micros: median(samples[index]?.micros ?? []),
    times: median(samples[index]?.times ?? []),
  }));
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
