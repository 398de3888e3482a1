import type { SessionChanges } from "../store/session-store.ts";
import {
  bornAt,
  isBehind,
  isGenerationSettled,
  isSame,
  isSettled,
  NO_BRANCH,
  type Position,
  type RotationState,
  recordPresentation,
  withoutPredecessor,
} from "./rotation-state.ts";

/** What to do with a genuine session token of an unexpired session. */
export type Verdict = "keep" | "rotate" | "hold" | "converge" | "branch" | "heal" | "reuse";

export interface Decision {
  readonly verdict: Verdict;
  /** What to write, by compare-and-swap; null if nothing. */
  readonly changes: SessionChanges | null;
}

/** All in milliseconds. */
export interface RotationTiming {
  /** How long a replaced token is accepted: for tabs, retries and late responses. */
  readonly grace: number;
  /** Minimum age of the live token before it rotates; infinite if rotation is off. */
  readonly interval: number;
}

/**
 * The rotation table of `docs/protocol.md` as a pure function.
 *
 * The live token rotates at most once per interval. A token that a rotation replaced converges to its successor within the
 * grace period. After it, if the successor never settled, its response was lost, and the token gets a new branch. A token
 * that a renewal replaced is held: it stays signed in, without the freshness of the renewal. Any other token is reuse (RFC
 * 9700 4.14.2).
 *
 * @param now milliseconds since the epoch; at or after every time in the record: see `latestTime`
 */
export function decide(
  state: RotationState,
  presented: Position,
  now: number,
  timing: RotationTiming,
): Decision {
  if (isSame(presented, state)) {
    return now - bornAt(state) < timing.interval
      ? { verdict: "keep", changes: recordPresentation(state, presented, now, timing.grace) }
      : { verdict: "rotate", changes: nextGeneration(state, state.branch, now) };
  }
  // Only if the store lost the write that created the token: after a fail-over or a restored backup.
  if (isBehind(state, presented)) return { verdict: "heal", changes: heal(state, presented, now) };

  if (isSibling(state, presented))
    return decideReplaced(state, presented, now, timing, isSettled(state));
  if (isPredecessor(state, presented))
    return decideReplaced(state, presented, now, timing, isGenerationSettled(state));
  return { verdict: "reuse", changes: null };
}

/**
 * Decides about a token that a renewal (`siblingsHeld`), a rotation or a branch replaced.
 *
 * @param settled whether the client has its successor for certain
 */
function decideReplaced(
  state: RotationState,
  presented: Position,
  now: number,
  { grace }: RotationTiming,
  settled: boolean,
): Decision {
  const { siblingsHeld: held, rotatedAt, settledAt, renewedAt } = state;
  const times = held ? [rotatedAt, settledAt, renewedAt] : [rotatedAt, settledAt];
  if (times.some((time) => now - time.getTime() <= grace))
    return { verdict: held ? "hold" : "converge", changes: null };
  if (settled) return { verdict: "reuse", changes: null };
  const isOfLiveGeneration = presented.generation === state.generation;
  const changes = held && isOfLiveGeneration ? fork(state, presented, now) : nextBranch(state, now);
  return { verdict: "branch", changes };
}

/**
 * A renewal: a new branch of the same generation, so that a request still on its way with the predecessor is not two
 * generations behind. What it replaces is held, and so is what the renewal before it replaced: within the grace period, and
 * for as long as no client has presented the position of that one.
 *
 * @param state after the decision about the presented token
 */
export function renewal(
  state: RotationState,
  now: number,
  { grace }: RotationTiming,
  authenticated: boolean,
): SessionChanges {
  const isPresented =
    state.seenGeneration === state.generation && state.seenBranch === state.branch;
  const extendsRange = state.siblingsFrom > 0 && (now - bornAt(state) <= grace || !isPresented);
  return {
    branch: state.branch + 1,
    renewedAt: new Date(now),
    siblingsFrom: extendsRange ? state.siblingsFrom : state.branch,
    siblingsHeld: true,
    ...withoutPredecessor(state, now, grace),
    previousAuthenticatedAt: state.siblingsHeld
      ? state.previousAuthenticatedAt
      : state.authenticatedAt,
    ...(authenticated ? { authenticatedAt: new Date(now) } : {}),
  };
}

/** The end of the hold on a token that a renewal replaced. */
export function holdEnd(state: RotationState, { grace }: RotationTiming): number {
  return grace + Math.max(...[state.renewedAt, state.rotatedAt, state.settledAt].map(Number));
}

function isSibling(state: RotationState, { generation, branch }: Position): boolean {
  return (
    state.siblingsFrom > 0 &&
    generation === state.generation &&
    branch >= state.siblingsFrom &&
    branch < state.branch
  );
}

/**
 * After `heal` the predecessor of the live token is not known (0): then any branch of the previous generation is
 * accepted.
 */
function isPredecessor(state: RotationState, { generation, branch }: Position): boolean {
  return (
    generation === state.generation - 1 &&
    (state.previousBranch === branch || state.previousBranch === 0)
  );
}

/** The first position of the next generation, which succeeds `previousBranch` of this one. */
function nextGeneration(
  { generation }: Position,
  previousBranch: number,
  now: number,
): SessionChanges {
  return {
    generation: generation + 1,
    branch: 1,
    previousBranch,
    rotatedAt: new Date(now),
    siblingsFrom: 0,
    siblingsHeld: false,
  };
}

/** A client whose token may be from before a renewal continues without the freshness of that renewal. */
function withoutRenewal(state: RotationState): Pick<SessionChanges, "authenticatedAt"> {
  return state.siblingsHeld ? { authenticatedAt: state.previousAuthenticatedAt } : {};
}

/**
 * If the response of a renewal was lost, the held token continues in a new generation, so that other tabs converge to
 * it.
 */
function fork(state: RotationState, { branch }: Position, now: number): SessionChanges {
  return { ...nextGeneration(state, branch, now), ...withoutRenewal(state) };
}

/**
 * A new generation without a predecessor, for a client that has proven the key of its session: all other tokens of the session
 * end.
 */
export function reclaim(state: RotationState, now: number): Decision {
  const changes = { ...nextGeneration(state, NO_BRANCH, now), ...withoutRenewal(state) };
  return { verdict: "branch", changes };
}

/** Replaces a branch whose response was lost with a new one. The lost one becomes a sibling. */
function nextBranch(state: RotationState, now: number): SessionChanges {
  return {
    branch: state.branch + 1,
    rotatedAt: new Date(now),
    siblingsFrom: state.siblingsFrom || state.branch,
    siblingsHeld: false,
    ...withoutRenewal(state),
  };
}

function heal(state: RotationState, { generation, branch }: Position, now: number): SessionChanges {
  return {
    generation,
    branch,
    previousBranch: 0,
    rotatedAt: new Date(now),
    siblingsFrom: branch > 1 ? 1 : 0,
    siblingsHeld: false,
    seenGeneration: generation,
    seenBranch: branch,
    firstSeenAt: new Date(now),
    ...withoutRenewal(state),
  };
}
