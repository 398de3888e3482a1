import type { Random } from "./random.ts";

/** One direction through the network. */
export interface Leg {
  readonly delay: number;
  /** Delayed at the client's end, and lost if the client suspends meanwhile. */
  readonly stalled: boolean;
  readonly lost: boolean;
}

export interface NetworkQuality {
  /** Share of responses that never arrive although the server has done its work. */
  readonly lost: number;
  /** Share of legs that stall. */
  readonly stalled: number;
  /** The same for messages within 15 s of a wake-up, while the radio reconnects. */
  readonly stalledAfterWake: number;
  /** The maximal duration of a stall, in milliseconds. */
  readonly longestStall: number;
}

/** Trains, lifts, conference centres. */
export const HARSH: NetworkQuality = {
  lost: 0.02,
  stalled: 0.01,
  stalledAfterWake: 0.05,
  longestStall: 55_000,
};

export function drawLeg(
  random: Random,
  quality: NetworkQuality,
  direction: "request" | "response",
  sinceWake: number,
): Leg {
  const usual = Math.min(random.logNormal(60, 0.9), 8_000);
  const probability = sinceWake < 15_000 ? quality.stalledAfterWake : quality.stalled;
  const stalled = random.chance(probability);
  const stall = random.between(1_000, quality.longestStall);
  const lost = random.chance(direction === "response" ? quality.lost : quality.lost / 4);
  return { delay: stalled ? stall : usual, stalled, lost };
}
