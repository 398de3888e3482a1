import type { Session, SessionEvent } from "@sessionkit/core";
import type { BindingSessions } from "@sessionkit/testing/binding-world";

/** Open connections by session, for any transport. An application would pass `setTimeout` as `schedule`. */
export interface Connections {
  readonly add: (session: Session, expiresIn: number, close: () => void) => Remove;
  /** For `onEvent`: closes the connections of a session that has ended. */
  readonly onEvent: (event: SessionEvent) => void;
}

/** To be called when a connection has closed. */
type Remove = () => void;

const ENDS = new Set(["session.revoked", "session.reused", "session.expired"]);
/** The shortest interval between two checks of a session, in seconds. */
const SOONEST = 60;

export function createConnections(
  sessions: () => Pick<BindingSessions, "list">,
  schedule: (look: () => Promise<void>, seconds: number) => void,
): Connections {
  const open = new Map<string, Set<() => void>>();

  function end(id: string): void {
    const closes = open.get(id) ?? new Set();
    open.delete(id);
    for (const close of closes) close();
  }

  return {
    add(session, expiresIn, close) {
      const closes = open.get(session.id) ?? new Set();
      open.set(session.id, closes.add(close));
      // No event announces that a session expired: it is checked when the handshake's credential expires.
      const look = async (): Promise<void> => {
        if (!closes.has(close)) return;
        const listed = await sessions().list(session.userId, session.id);
        if (listed.some(({ current }) => current)) schedule(look, SOONEST);
        else end(session.id);
      };
      schedule(look, Math.max(SOONEST, expiresIn));
      return () => {
        closes.delete(close);
        if (closes.size === 0) open.delete(session.id);
      };
    },
    onEvent: ({ type, sessionId }) => {
      if (sessionId !== null && ENDS.has(type)) end(sessionId);
    },
  };
}
