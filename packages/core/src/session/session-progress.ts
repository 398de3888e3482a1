import { BoundedMap } from "../base/bounded-map.ts";
import { processWide } from "../base/process-wide.ts";
import { isBehind, type Position } from "./position.ts";

/** How far a session has come, as far as this process knows. */
interface Progress {
  readonly position: Position;
  /** How many explicit changes it has seen: renewals and updates. */
  readonly changes: number;
}

/** A point in the progress of a session, at which the cookies of an answer were decided. */
interface Checkpoint {
  readonly id: string;
  readonly position: Position;
  readonly changes: number;
}

/**
 * What this process knows of the sessions it serves, so that a slow answer does not overwrite what a faster one has set
 * meanwhile. Bounded; a session that is not in it has not moved.
 */
export interface SessionProgress {
  /** The client has been given this position. */
  move(id: string, position: Position): void;
  /** An explicit change was made. */
  change(id: string): void;
  checkpoint(id: string, position: Position): Checkpoint;
  /** Whether neither the position nor an explicit change has passed the checkpoint. */
  isCurrent(checkpoint: Checkpoint): boolean;
}

const MAX_ENTRIES = 20_000;
const START: Progress = { position: { generation: 0, branch: 0 }, changes: 0 };

export function sessionProgress(): SessionProgress {
  return processWide("sessionkit.session-progress", () => {
    const sessions = new BoundedMap<string, Progress>(MAX_ENTRIES);
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
      checkpoint: (id, { generation, branch }) => ({
        id,
        position: { generation, branch },
        changes: of(id).changes,
      }),
      isCurrent({ id, position, changes }) {
        const known = of(id);
        return known.changes === changes && !isBehind(position, known.position);
      },
    };
  });
}
