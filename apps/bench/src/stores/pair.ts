import { measure } from "mitata";
import { median } from "../bench/measure-all.ts";

/** Two ways to the same result, measured in turn so that a busy machine affects both alike. */
export interface Pair {
  readonly name: string;
  readonly floor: { readonly name: string; readonly run: () => Promise<unknown> };
  readonly run: () => Promise<unknown>;
  /** At most this many times the floor. */
  readonly target?: number;
  /** The number of results per run, 1 by default. */
  readonly answers?: number;
}

export interface PairResult {
  readonly pair: Pair;
  /** Microseconds for one result: the floor's and the subject's. */
  readonly floor: number;
  readonly micros: number;
  /** The median of the rounds' ratios. */
  readonly times: number;
}

const ROUNDS = 7;
/** Nanoseconds of processor time for one side of one round. */
const BUDGET = 250e6;

export async function measurePair(pair: Pair): Promise<PairResult> {
  const rounds: { floor: number; micros: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const sides = round % 2 === 0 ? [pair.floor.run, pair.run] : [pair.run, pair.floor.run];
    const [first = 0, second = 0] = [await median50(sides[0]), await median50(sides[1])];
    rounds.push(
      round % 2 === 0 ? { floor: first, micros: second } : { floor: second, micros: first },
    );
  }
  const answers = (pair.answers ?? 1) * 1_000;
  return {
    pair,
    floor: median(rounds.map(({ floor }) => floor)) / answers,
    micros: median(rounds.map(({ micros }) => micros)) / answers,
    times: median(rounds.map(({ floor, micros }) => micros / floor)),
  };
}

async function median50(run: (() => Promise<unknown>) | undefined): Promise<number> {
  if (!run) return 0;
  const { p50 } = await measure(run, { min_cpu_time: BUDGET });
  return p50;
}
