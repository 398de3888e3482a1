import type { Session, SessionEvent } from "@sessionkit/core";
import type { BindingSessions } from "@sessionkit/testing/binding-world";

/** Open connections by session, for any transport. What an application would write, with `setTimeout` for `schedule`. */
export interface Connections {
  readonly add: (session: Session, expiresIn: number, close: () => void) => Forget;
  /** For `onEvent`: closes what a session that just ended has open. */
  readonly hear: (event: SessionEvent) => void;
}

/** For when a connection has closed. */
type Forget = () => void;

const ENDS = new Set(["session.revoked", "session.reused", "session.expired"]);
/** Seconds after which a session is looked at again at the soonest. */
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
      // Nobody announces that a session ran out: it is looked for when what the handshake showed has.
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
    hear: ({ type, sessionId }) => {
      if (sessionId !== null && ENDS.has(type)) end(sessionId);
    },
  };
}
