import type { Random } from "./random.ts";

/** One way through the network. */
export interface Leg {
  readonly delay: number;
  /** Held up at the client's end, and so lost where it falls asleep meanwhile. */
  readonly stalled: boolean;
  readonly lost: boolean;
}

export interface Weather {
  /** Share of responses that never arrive, their work done all the same. */
  readonly lost: number;
  /** Share of legs that stall. */
  readonly stalled: number;
  /** The same for what is sent within 15 s of waking up, while the radio looks for its network. */
  readonly stalledAfterWake: number;
  /** Milliseconds; a stall is anything up to this. */
  readonly longestStall: number;
}

/** Trains, lifts, conference centres. */
export const HARSH: Weather = {
  lost: 0.02,
  stalled: 0.01,
  stalledAfterWake: 0.05,
  longestStall: 55_000,
};

export function drawLeg(
  random: Random,
  weather: Weather,
  direction: "request" | "response",
  sinceWake: number,
): Leg {
  const usual = Math.min(random.logNormal(60, 0.9), 8_000);
  const share = sinceWake < 15_000 ? weather.stalledAfterWake : weather.stalled;
  const stalled = random.chance(share);
  const stall = random.between(1_000, weather.longestStall);
  const lost = random.chance(direction === "response" ? weather.lost : weather.lost / 4);
  return { delay: stalled ? stall : usual, stalled, lost };
}
