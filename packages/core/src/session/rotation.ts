import type { SessionChanges, SessionRecord } from "../store/session-store.ts";

/** What to do with a genuine session token of an unexpired session. */
export type Verdict = "keep" | "rotate" | "converge" | "branch" | "heal" | "reuse";

/** Where a token stands in the life of its session. */
export interface Position {
  readonly generation: number;
  readonly branch: number;
}

/** The part of a record that rotation reads and writes. */
export type RotationState = Pick<
  SessionRecord,
  "generation" | "branch" | "previousBranch" | "rotatedAt" | "seenGeneration" | "seenAt"
>;

export interface Decision {
  readonly verdict: Verdict;
  /** The position the client should hold from now on. Without meaning for `reuse`. */
  readonly next: Position;
  /** What to write, by compare-and-swap; null where nothing is. */
  readonly changes: SessionChanges | null;
}

/** Both in milliseconds. */
export interface RotationPace {
  /** How long a predecessor is still answered with its successor. */
  readonly grace: number;
  /** How long a live token is kept before it rotates; infinite where rotation is off. */
  readonly every: number;
}

/**
 * Converge, then branch: the table of the protocol as a pure function.
 *
 * The live token rotates once per grace period and is kept within it. Its predecessor is answered with the same
 * successor again while tabs may still be in flight, and with a new branch when the successor was never seen (its
 * response was lost). Everything else was displaced, and its coming back is reuse (RFC 9700 4.14.2).
 *
 * @param now milliseconds since the epoch
 */
export function decide(
  state: RotationState,
  presented: Position,
  now: number,
  pace: RotationPace,
): Decision {
  const live: Position = { generation: state.generation, branch: state.branch };
  if (isAhead(presented, live)) return heal(presented, now);
  if (presented.generation === live.generation && presented.branch === live.branch) {
    if (now - state.rotatedAt.getTime() < pace.every) {
      return { verdict: "keep", next: live, changes: markSeen(state, presented, now) };
    }
    return rotate(live, now);
  }
  if (presented.generation === live.generation - 1 && isPredecessor(state, presented)) {
    if (
      now - state.rotatedAt.getTime() <= pace.grace ||
      now - state.seenAt.getTime() <= pace.grace
    ) {
      return { verdict: "converge", next: live, changes: null };
    }
    if (state.seenGeneration < state.generation) return branch(live, now);
  }
  return { verdict: "reuse", next: live, changes: null };
}

/**
 * What to write when the client presents `position` while the store is asked anyway: null unless this is the first
 * sight of the live token. From then on its predecessor is on its way out.
 */
export function markSeen(
  state: RotationState,
  position: Position,
  now: number,
): SessionChanges | null {
  const first =
    position.generation === state.generation &&
    position.branch === state.branch &&
    state.seenGeneration < state.generation;
  return first ? { seenGeneration: position.generation, seenAt: new Date(now) } : null;
}

/** A token nobody could hold unless the store lost the write that made it: fail-over, restored backup. */
function isAhead(presented: Position, live: Position): boolean {
  return (
    presented.generation > live.generation ||
    (presented.generation === live.generation && presented.branch > live.branch)
  );
}

/** After `heal` the live token's predecessor is not known (0), and any branch of that generation may be a late tab. */
function isPredecessor(state: RotationState, presented: Position): boolean {
  return state.previousBranch === presented.branch || state.previousBranch === 0;
}

function rotate(live: Position, now: number): Decision {
  const next = { generation: live.generation + 1, branch: 1 };
  return {
    verdict: "rotate",
    next,
    changes: {
      ...next,
      previousBranch: live.branch,
      rotatedAt: new Date(now),
      seenGeneration: live.generation,
    },
  };
}

function branch(live: Position, now: number): Decision {
  const next = { generation: live.generation, branch: live.branch + 1 };
  return { verdict: "branch", next, changes: { branch: next.branch, rotatedAt: new Date(now) } };
}

function heal(presented: Position, now: number): Decision {
  return {
    verdict: "heal",
    next: presented,
    changes: {
      ...presented,
      previousBranch: 0,
      rotatedAt: new Date(now),
      seenGeneration: presented.generation,
      seenAt: new Date(now),
    },
  };
}
