import type { SessionEvent } from "@sessionkit/core";
import { closeSession, tellUser } from "./connections.ts";

/** What there is nothing left to be connected for. */
const ENDS = new Set<SessionEvent["type"]>([
  "session.revoked",
  "session.reused",
  "session.expired",
]);

/** Tells the user on all of their sockets, and then closes those of a session that is over. */
export function tellOfEvent({ type, at, sessionId, userId, reason }: SessionEvent): void {
  if (userId !== null) tellUser(userId, { type, at, session: sessionId, reason });
  if (sessionId !== null && ENDS.has(type)) closeSession(sessionId);
}
