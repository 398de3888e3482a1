import { BoundedMap } from "../base/bounded-map.ts";
import { processWide } from "../base/process-wide.ts";
import type { Revocation } from "../store/revocation-feed.ts";
import type { EndReason } from "./reasons.ts";

/** How a session ended. */
export interface Ending {
  readonly reason: EndReason;
  /** True if the cookies of its browser were cleared or replaced: a late refusal must not clear them again. */
  readonly cookiesCleared: boolean;
}

/** Ended from elsewhere. */
export const REVOKED: Ending = { reason: "revoked", cookiesCleared: false };

/** Ended by the request of its own browser. */
export const SIGNED_OUT: Ending = { reason: "revoked", cookiesCleared: true };

/**
 * Which access tokens this process does not trust before they expire. A session that has ended is refused. For a user, and
 * for all users, tokens issued before a time are not trusted, and the store decides about their sessions.
 */
export interface Denylist {
  /** Refuses a session from now on. The first reason is kept, and `cookiesCleared` stays true once it is set. */
  end(sessionId: string, ending: Ending): void;
  /** Applies an entry that this or another process has published. Idempotent. */
  apply(entry: Omit<Revocation, "id" | "until">): void;
  /** How a session ended; undefined if this process does not know that it has. */
  endingOf(sessionId: string): Ending | undefined;
  /** Whether an access token was issued before an entry for its user or for all users. */
  isOutdated(token: { readonly userId: string; readonly issuedAt?: number }): boolean;
  /**
   * Calls `listener` for each change that concerns a session: of its own, of its user, of all users. Returns a function that
   * removes it.
   */
  watch(session: { readonly id: string; readonly userId: string }, listener: Listener): () => void;
}

/** What was added to the denylist. Its ending, if it is known that the session has ended. */
export interface DenylistChange {
  readonly reason: string;
  readonly notBefore: number;
  readonly hasEnded: boolean;
}

type Listener = (change: DenylistChange) => void;

/** Of sessions, and of users. */
const MAX_ENTRIES = 100_000;

interface SessionEntry extends Ending {
  readonly notBefore: number;
}

/**
 * The denylist of this process. When it is full, the older half of its entries gives way to one entry for all users: tokens
 * issued before that time cost a read of the store.
 */
export function createDenylist(): Denylist {
  let allUsers = 0;
  const sessions = new BoundedMap<string, SessionEntry>(MAX_ENTRIES, (dropped) => {
    for (const { notBefore } of dropped) allUsers = Math.max(allUsers, notBefore);
  });
  const users = new BoundedMap<string, number>(MAX_ENTRIES, (dropped) => {
    for (const notBefore of dropped) allUsers = Math.max(allUsers, notBefore);
  });

  const listeners = new Map<string, Set<Listener>>();

  function notify(subject: string, change: DenylistChange): void {
    for (const listener of [...(listeners.get(subject) ?? [])]) listener(change);
  }

  function watch(subject: string, listener: Listener): () => void {
    const others = listeners.get(subject) ?? new Set();
    listeners.set(subject, others.add(listener));
    return () => {
      others.delete(listener);
      if (others.size === 0 && listeners.get(subject) === others) listeners.delete(subject);
    };
  }

  function end(id: string, { reason, cookiesCleared }: Ending, notBefore: number): void {
    const before = sessions.get(id);
    sessions.set(id, {
      reason: before?.reason ?? reason,
      cookiesCleared: cookiesCleared || before?.cookiesCleared === true,
      notBefore: Math.max(notBefore, before?.notBefore ?? 0),
    });
    if (!before) notify(`session:${id}`, { reason, notBefore, hasEnded: true });
  }

  return {
    end: (id, ending) => end(id, ending, 0),
    apply({ subject, notBefore, reason, cookiesCleared }) {
      const time = notBefore.getTime();
      const [, kind, id = ""] = /^(session|user):(.+)$/s.exec(subject) ?? [];
      if (kind === "session") return end(id, { reason: reason as EndReason, cookiesCleared }, time);
      const before = subject === "*" ? allUsers : (users.get(id) ?? 0);
      // A page may repeat an entry.
      if (time === before) return;
      if (subject === "*") allUsers = Math.max(time, before);
      if (kind === "user") users.set(id, Math.max(time, before));
      notify(subject, { reason, notBefore: time, hasEnded: false });
    },
    endingOf: (id) => sessions.get(id),
    isOutdated({ userId, issuedAt = 0 }) {
      if (issuedAt < allUsers) return true;
      return users.size > 0 && issuedAt < (users.get(userId) ?? 0);
    },
    watch({ id, userId }, listener) {
      const subjects = [`session:${id}`, `user:${userId}`, "*"];
      const stops = subjects.map((subject) => watch(subject, listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** One for all services of the process: Next loads this module once for its proxy and once for its routes. */
export function sharedDenylist(): Denylist {
  return processWide("sessionkit.denylist", createDenylist);
}
