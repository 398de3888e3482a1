import type { SessionChanges, SessionRecord } from "../store/session-store.ts";
import { isSame, type Position } from "./position.ts";

/** The part of a record that rotation reads and writes. */
export type RotationState = Omit<
  SessionRecord,
  | "id"
  | "userId"
  | "secretHash"
  | "version"
  | "createdAt"
  | "lastActiveAt"
  | "idleExpiresAt"
  | "absoluteExpiresAt"
  | "idleSeconds"
  | "remember"
  | "ip"
  | "userAgent"
  | "data"
>;

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
  return settles ? { settledAt: new Date(now) } : null;
}

/** The latest time that the record holds: a process whose clock is behind decides by it. */
export function latestTime(state: RotationState): number {
  return Math.max(
    ...[state.rotatedAt, state.renewedAt, state.firstSeenAt, state.settledAt].map(Number),
  );
}

export function bornAt(state: RotationState): number {
  return Math.max(state.rotatedAt.getTime(), state.renewedAt.getTime());
}

/** Whether the client that holds the live token has it for good. */
export function isSettled(state: RotationState): boolean {
  return (
    state.seenGeneration === state.generation &&
    state.seenBranch === state.branch &&
    state.settledAt > state.firstSeenAt
  );
}

/** Whether any branch of the live generation has settled: the tokens of the one before are out of use. */
export function isGenerationSettled(state: RotationState): boolean {
  return state.settledAt > state.rotatedAt;
}
