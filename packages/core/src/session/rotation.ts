import type { SessionChanges, SessionRecord } from "../store/session-store.ts";

/** What to do with a genuine session token of an unexpired session. */
export type Verdict = "keep" | "rotate" | "hold" | "converge" | "branch" | "heal" | "reuse";

/** Where a token stands in the life of its session. */
export interface Position {
  readonly generation: number;
  readonly branch: number;
}

/** The part of a record that rotation reads and writes. */
export type RotationState = Pick<
  SessionRecord,
  | "generation"
  | "branch"
  | "previousBranch"
  | "rotatedAt"
  | "renewedAt"
  | "siblingsFrom"
  | "siblingsHeld"
  | "seenGeneration"
  | "seenBranch"
  | "firstSeenAt"
  | "settledAt"
  | "authenticatedAt"
  | "previousAuthenticatedAt"
>;

export interface Decision {
  readonly verdict: Verdict;
  /** The position that the client holds from now on. Without meaning for `reuse`. */
  readonly next: Position;
  /** What to write, by compare-and-swap; null where nothing is. */
  readonly changes: SessionChanges | null;
}

/** All in milliseconds. */
export interface RotationTiming {
  /** How long a replaced token is answered: tabs, retries and late answers. */
  readonly grace: number;
  /** How long a live token is kept before it rotates; infinite where rotation is off. */
  readonly interval: number;
}

/**
 * The rotation table of `docs/protocol.md` as a pure function.
 *
 * The live token rotates at most once per interval. A token that a rotation replaced is answered with its successor while
 * tabs may still be in flight, and with a new branch if the successor never settled, because its answer was lost. A token
 * that a renewal replaced is held: signed in as before the renewal, and not upgraded. Any other token is reuse
 * (RFC 9700 4.14.2).
 *
 * @param now milliseconds since the epoch, not before any time of the record: see `latestTime`
 */
export function decide(
  state: RotationState,
  presented: Position,
  now: number,
  timing: RotationTiming,
): Decision {
  const live: Position = { generation: state.generation, branch: state.branch };
  if (isSame(presented, live)) {
    if (now - bornAt(state) < timing.interval) {
      return { verdict: "keep", next: live, changes: recordPresentation(state, live, now, timing) };
    }
    return rotate(live, now);
  }
  if (isAhead(presented, live)) return heal(presented, now);

  const sibling = isSibling(state, presented);
  const predecessor = isPredecessor(state, presented);
  if (!sibling && !predecessor) return { verdict: "reuse", next: live, changes: null };

  const recent = (time: Date): boolean => now - time.getTime() <= timing.grace;
  if (state.siblingsHeld) {
    if (recent(state.renewedAt) || recent(state.rotatedAt) || recent(state.settledAt)) {
      return { verdict: "hold", next: presented, changes: null };
    }
    if (sibling && !isSettled(state)) return fork(state, presented, now);
    if (predecessor && !isGenerationSettled(state)) return branch(state, now);
  } else {
    if (recent(state.rotatedAt) || recent(state.settledAt)) {
      return { verdict: "converge", next: live, changes: null };
    }
    if (sibling ? !isSettled(state) : !isGenerationSettled(state)) return branch(state, now);
  }
  return { verdict: "reuse", next: live, changes: null };
}

/**
 * What to write when a client presents `position` and the store is asked anyway: its first presentation, or that it has
 * settled. Null where nothing changes.
 *
 * Browsers write cookies to disk up to half a minute late, and answers overtake each other, so the first presentation
 * proves little: the client may still come back with the token before.
 */
export function recordPresentation(
  state: RotationState,
  position: Position,
  now: number,
  { grace }: RotationTiming,
): SessionChanges | null {
  if (!isSame(position, state) || isSettled(state)) return null;
  if (position.generation !== state.seenGeneration || position.branch !== state.seenBranch) {
    return {
      seenGeneration: position.generation,
      seenBranch: position.branch,
      firstSeenAt: new Date(now),
    };
  }
  const settles = now - state.firstSeenAt.getTime() >= grace / 2 + 40_000;
  return settles ? { settledAt: new Date(now) } : null;
}

/**
 * A renewal: a new branch of the same generation, so that a request still on its way with the predecessor is not two
 * generations behind. What it replaces is held, and so is what a renewal within the grace period before it replaced.
 *
 * @param state after the decision about the token that was presented
 */
export function renewal(
  state: RotationState,
  now: number,
  { grace }: RotationTiming,
  authenticated: boolean,
): SessionChanges {
  const extends_ = state.siblingsFrom > 0 && now - bornAt(state) <= grace;
  const heldBefore = extends_ && state.siblingsHeld;
  return {
    branch: state.branch + 1,
    renewedAt: new Date(now),
    siblingsFrom: extends_ ? state.siblingsFrom : state.branch,
    siblingsHeld: true,
    previousAuthenticatedAt: heldBefore ? state.previousAuthenticatedAt : state.authenticatedAt,
    ...(authenticated ? { authenticatedAt: new Date(now) } : {}),
  };
}

/** The end of the hold on a token that a renewal replaced. */
export function holdEnd(state: RotationState, { grace }: RotationTiming): number {
  return grace + Math.max(...[state.renewedAt, state.rotatedAt, state.settledAt].map(Number));
}

/** The latest time that the record holds: a process whose clock is behind decides by it. */
export function latestTime(state: RotationState): number {
  return Math.max(
    ...[state.rotatedAt, state.renewedAt, state.firstSeenAt, state.settledAt].map(Number),
  );
}

export function isBehind(position: Position, other: Position): boolean {
  return (
    position.generation < other.generation ||
    (position.generation === other.generation && position.branch < other.branch)
  );
}

function isSame(position: Position, other: Position): boolean {
  return position.generation === other.generation && position.branch === other.branch;
}

/** A token that no client can hold unless the store lost the write that made it: fail-over, restored backup. */
function isAhead(presented: Position, live: Position): boolean {
  return isBehind(live, presented);
}

function bornAt(state: RotationState): number {
  return Math.max(state.rotatedAt.getTime(), state.renewedAt.getTime());
}

function isSibling(state: RotationState, { generation, branch }: Position): boolean {
  return (
    state.siblingsFrom > 0 &&
    generation === state.generation &&
    branch >= state.siblingsFrom &&
    branch < state.branch
  );
}

/** After `heal` the predecessor of the live token is not known (0): any branch of that generation may be a late tab. */
function isPredecessor(state: RotationState, { generation, branch }: Position): boolean {
  return (
    generation === state.generation - 1 &&
    (state.previousBranch === branch || state.previousBranch === 0)
  );
}

/** Whether the client that holds the live token has it for good. */
function isSettled(state: RotationState): boolean {
  return (
    state.seenGeneration === state.generation &&
    state.seenBranch === state.branch &&
    state.settledAt > state.firstSeenAt
  );
}

/** Whether any branch of the live generation has settled: the tokens of the one before are out of use. */
function isGenerationSettled(state: RotationState): boolean {
  return state.settledAt > state.rotatedAt;
}

function rotate(live: Position, now: number): Decision {
  const next = { generation: live.generation + 1, branch: 1 };
  return { verdict: "rotate", next, changes: { ...next, ...successorOf(live, now) } };
}

/** A held token whose renewal never arrived continues as a generation of its own, so that the tabs beside it converge. */
function fork(state: RotationState, presented: Position, now: number): Decision {
  const next = { generation: state.generation + 1, branch: 1 };
  return {
    verdict: "branch",
    next,
    changes: {
      ...next,
      ...successorOf(presented, now),
      authenticatedAt: state.previousAuthenticatedAt,
    },
  };
}

function successorOf({ branch }: Position, now: number): SessionChanges {
  return {
    previousBranch: branch,
    rotatedAt: new Date(now),
    siblingsFrom: 0,
    siblingsHeld: false,
  };
}

/** A new branch in place of one whose answer was lost, which becomes a sibling. Without the freshness of a renewal. */
function branch(state: RotationState, now: number): Decision {
  const next = { generation: state.generation, branch: state.branch + 1 };
  return {
    verdict: "branch",
    next,
    changes: {
      branch: next.branch,
      rotatedAt: new Date(now),
      siblingsFrom: state.siblingsFrom || state.branch,
      siblingsHeld: false,
      ...(state.siblingsHeld ? { authenticatedAt: state.previousAuthenticatedAt } : {}),
    },
  };
}

function heal(presented: Position, now: number): Decision {
  return {
    verdict: "heal",
    next: presented,
    changes: {
      generation: presented.generation,
      branch: presented.branch,
      previousBranch: 0,
      rotatedAt: new Date(now),
      siblingsFrom: presented.branch > 1 ? 1 : 0,
      siblingsHeld: false,
      seenGeneration: presented.generation,
      seenBranch: presented.branch,
      firstSeenAt: new Date(now),
    },
  };
}
