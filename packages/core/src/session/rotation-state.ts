import type { SessionChanges, SessionRecord } from "../store/session-store.ts";

/** The position of a token in the sequence of its session: see `docs/protocol.md`. */
export interface Position {
  readonly generation: number;
  readonly branch: number;
}

export function isBehind(position: Position, other: Position): boolean {
  return (
    position.generation < other.generation ||
    (position.generation === other.generation && position.branch < other.branch)
  );
}

export function isSame(position: Position, other: Position): boolean {
  return position.generation === other.generation && position.branch === other.branch;
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

/** The state of a session whose first token is issued now. */
export function firstState(now: Date, authenticatedAt: Date): RotationState {
  return {
    generation: 1,
    branch: 1,
    previousBranch: 0,
    rotatedAt: now,
    renewedAt: now,
    siblingsFrom: 0,
    siblingsHeld: false,
    seenGeneration: 0,
    seenBranch: 0,
    firstSeenAt: now,
    settledAt: now,
    authenticatedAt,
    previousAuthenticatedAt: authenticatedAt,
  };
}

/**
 * Returns what to write when a client presents `position`: its first presentation, or that it has settled. Null if nothing
 * changes. Called only if the store is used anyway.
 *
 * Browsers write cookies to disk up to half a minute late, and responses can arrive out of order. After the first
 * presentation, the client may therefore still present the previous token.
 */
export function recordPresentation(
  state: RotationState,
  position: Position,
  now: number,
  grace: number,
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
  return settles ? { settledAt: new Date(now), ...withoutPredecessor(state, now, grace) } : null;
}

/** No token has it: there is no predecessor that is still accepted. 0 stands for one that is not known. */
export const NO_BRANCH = -1;

/**
 * What to write if a renewal, or another branch that settles, would start a new grace period, and the predecessor was no
 * longer accepted before: it must not be accepted again.
 */
export function withoutPredecessor(
  state: RotationState,
  now: number,
  grace: number,
): Pick<SessionChanges, "previousBranch"> {
  const { settledAt, renewedAt } = state;
  const acceptedUntil = Math.max(settledAt.getTime(), renewedAt.getTime()) + grace;
  return isGenerationSettled(state) && now > acceptedUntil ? { previousBranch: NO_BRANCH } : {};
}

/** The latest time in the record. A process whose clock is behind uses it instead. */
export function latestTime(state: RotationState): number {
  return Math.max(
    state.rotatedAt.getTime(),
    state.renewedAt.getTime(),
    state.firstSeenAt.getTime(),
    state.settledAt.getTime(),
  );
}

export function bornAt(state: RotationState): number {
  return Math.max(state.rotatedAt.getTime(), state.renewedAt.getTime());
}

/** Whether the client has the live token for certain. */
export function isSettled(state: RotationState): boolean {
  return (
    state.seenGeneration === state.generation &&
    state.seenBranch === state.branch &&
    state.settledAt.getTime() > state.firstSeenAt.getTime()
  );
}

/** Whether any branch of the live generation has settled: tokens of the previous generation are then no longer used. */
export function isGenerationSettled(state: RotationState): boolean {
  return state.settledAt > state.rotatedAt;
}
