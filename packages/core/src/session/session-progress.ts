import { BoundedMap } from "../base/bounded-map.ts";
import { processWide } from "../base/process-wide.ts";
import { isBehind, type Position } from "./rotation-state.ts";

/** The progress of a session in this process. */
interface Progress {
  readonly position: Position;
  /** Number of explicit changes: renewals and updates. */
  readonly changes: number;
}

/**
 * The progress of sessions in this process, so that a slow response does not overwrite the cookies of a faster one. Bounded;
 * a missing session counts as unchanged.
 */
export interface SessionProgress {
  /** Records that the client was given this position. */
  move(id: string, position: Position): void;
  /** Records an explicit change. */
  change(id: string): void;
  /** Returns a function that is false once the session is ahead of the position, or was changed explicitly. */
  checkpoint(id: string, position: Position): () => boolean;
  /** Records that a sign-in has replaced a cookie that names no session, such as a damaged one. */
  replace(token: string): void;
  isReplaced(token: string): boolean;
}

const MAX_ENTRIES = 20_000;
/** The signature of a token, in all formats. */
const SIGNATURE = 43;
const START: Progress = { position: { generation: 0, branch: 0 }, changes: 0 };

export function sessionProgress(): SessionProgress {
  return processWide("sessionkit.session-progress", () => {
    const sessions = new BoundedMap<string, Progress>(MAX_ENTRIES);
    const replaced = new BoundedMap<string, true>(MAX_ENTRIES);
    const of = (id: string): Progress => sessions.get(id) ?? START;
    return {
      move(id, { generation, branch }) {
        const before = of(id);
        const position = { generation, branch };
        if (isBehind(before.position, position)) sessions.set(id, { ...before, position });
      },
      change(id) {
        const before = of(id);
        sessions.set(id, { ...before, changes: before.changes + 1 });
      },
      checkpoint(id, { generation, branch }) {
        const position = { generation, branch };
        const { changes } = of(id);
        return () => of(id).changes === changes && !isBehind(position, of(id).position);
      },
      replace: (token) => replaced.set(token.slice(-SIGNATURE), true),
      isReplaced: (token) => replaced.get(token.slice(-SIGNATURE)) === true,
    };
  });
}
