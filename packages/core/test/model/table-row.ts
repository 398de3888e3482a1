import { decide, renewal, type Verdict } from "../../src/session/rotation.ts";
import {
  isSame,
  type Position,
  type RotationState,
  recordPresentation,
} from "../../src/session/rotation-state.ts";
import { GRACE } from "./modes.ts";

const TIMING = { grace: GRACE, interval: 2 * GRACE };

/** A record of which only rotation is kept, and what it answers. */
export interface TableRow {
  /** What presenting a session token would come to. */
  peek(position: Position, now: number): Verdict;
  /** Presents a session token. Null once the session was ended as reused. */
  redeem(position: Position, now: number): { verdict: Verdict; next: Position } | null;
  /** Presents it for a step-up. */
  renew(position: Position, now: number): { verdict: Verdict; next: Position } | null;
  /** Presents an access token where the store is read. */
  see(position: Position, now: number): void;
  readonly ended: boolean;
}

export const FIRST: Position = { generation: 1, branch: 1 };

export function createTableRow(): TableRow {
  const start = new Date(0);
  let ended = false;
  let state: RotationState = {
    ...FIRST,
    previousBranch: 0,
    rotatedAt: start,
    renewedAt: start,
    siblingsFrom: 0,
    siblingsHeld: false,
    seenGeneration: 0,
    seenBranch: 0,
    firstSeenAt: start,
    settledAt: start,
    authenticatedAt: start,
    previousAuthenticatedAt: start,
  };

  function live(): Position {
    return { generation: state.generation, branch: state.branch };
  }

  function redeem(position: Position, now: number): ReturnType<TableRow["redeem"]> {
    if (ended) return null;
    const { verdict, changes } = decide(state, position, now, TIMING);
    ended = verdict === "reuse";
    if (ended) return null;
    state = { ...state, ...changes };
    return { verdict, next: verdict === "hold" ? position : live() };
  }

  return {
    peek: (position, now) => decide(state, position, now, TIMING).verdict,
    redeem,
    renew(position, now) {
      const decision = redeem(position, now);
      if (!decision) return null;
      state = { ...state, ...renewal(state, now, TIMING, true) };
      return { verdict: "keep", next: live() };
    },
    see(position, now) {
      if (!ended && isSame(position, state))
        state = { ...state, ...recordPresentation(state, position, now, GRACE) };
    },
    get ended() {
      return ended;
    },
  };
}
