import { expect } from "vitest";

/** A session as the model expects it. */
export interface KnownSession {
  readonly id: string;
  /** Null for a guest. */
  readonly userId: string | null;
  /** Of the actor's own session, in an impersonation. */
  readonly actorId: string | null;
  /** In milliseconds. */
  readonly expiresAt: number;
  /** What its data has: the items of a guest, and of the user who was that guest. */
  items: readonly number[];
  /** The processes that have ended it. */
  readonly endedIn: Set<0 | 1>;
}

/** A credential of the other library. */
interface Credential {
  readonly text: string;
  readonly userId: string;
  /** In milliseconds; null if it is not recorded. */
  readonly createdAt: number | null;
  /** In milliseconds. */
  readonly expiresAt: number;
  /** The session that has adopted it. */
  sessionId: string | null;
  /** Whether it must not be adopted from now on. */
  isOver: boolean;
  /** Whether it was sent beside a session token: the next refresh retires it. */
  isBeside: boolean;
  /** Whether that was the token of a session which it has not become. */
  isBesideOther: boolean;
  /** When its session was presented for the first time where presentations are recorded. In milliseconds. */
  presentedAt: number | null;
}

/** What must be true of all sessions, from the requests that have arrived. */
export interface Ledger {
  readonly sessions: ReadonlyMap<string, KnownSession>;
  readonly credentials: Credential[];
  start(session: Omit<KnownSession, "endedIn">): void;
  find(id: string): KnownSession;
  end(id: string | null, process: 0 | 1): void;
  /** Ends the sessions of a user, but for one, and those of the other library that have begun until now. */
  endUser(userId: string, process: 0 | 1, except: string | null): void;
  /** Neither ended nor expired, and in an impersonation, nor is the actor's own session. */
  isLiving(id: string | null): boolean;
  credential(text: string): Credential;
  /**
   * What a sign-in and a sign-out do to a credential in their request.
   *
   * @param isRead whether the other library still had it
   */
  spend(text: string | null, isRead: boolean, process: 0 | 1): void;
  isAdoptable(credential: Credential): boolean;
}

export function createLedger(now: () => number): Ledger {
  const sessions = new Map<string, KnownSession>();
  const credentials: Credential[] = [];
  /** When all sessions of a user have ended last. */
  const usersEndedAt = new Map<string, number>();

  function find(id: string): KnownSession {
    const known = sessions.get(id);
    if (!known) throw new Error(`The model does not know the session ${id}.`);
    return known;
  }

  function credential(text: string): Credential {
    const known = credentials.find((one) => one.text === text);
    if (!known) throw new Error(`The model does not know the credential ${text}.`);
    return known;
  }

  function isLiving(id: string | null): boolean {
    if (id === null) return false;
    const { endedIn, expiresAt, actorId } = find(id);
    return endedIn.size === 0 && now() < expiresAt && (actorId === null || isLiving(actorId));
  }

  function end(id: string | null, process: 0 | 1): void {
    if (id === null) return;
    find(id).endedIn.add(process);
    for (const one of credentials) if (one.sessionId === id) one.isOver = true;
  }

  return {
    sessions,
    credentials,
    find,
    credential,
    isLiving,
    end,
    start(session) {
      expect([...sessions.keys()], "a new session has a new id").not.toContain(session.id);
      sessions.set(session.id, { ...session, endedIn: new Set() });
    },
    endUser(userId, process, except) {
      usersEndedAt.set(userId, now());
      for (const { id, userId: owner } of sessions.values())
        if (owner === userId && id !== except && isLiving(id)) end(id, process);
    },
    spend(text, isRead, process) {
      if (text === null) return;
      const known = credential(text);
      known.isOver = true;
      if (isRead) end(known.sessionId, process);
    },
    isAdoptable: ({ userId, createdAt, sessionId, isOver }) =>
      !isOver && (sessionId !== null || (createdAt ?? 0) >= (usersEndedAt.get(userId) ?? 0)),
  };
}
