import type { SessionEvent } from "@sessionkit/core";
import { closeSession, sendToUser } from "./connections.ts";

/** Events after which a session has ended. */
const ENDS = new Set<SessionEvent["type"]>([
  "session.revoked",
  "session.reused",
  "session.expired",
]);

/** Sends an event to all sockets of its user. If the session has ended, closes its sockets afterwards. */
export function sendEvent({ type, at, sessionId, userId, reason }: SessionEvent): void {
  if (userId !== null) sendToUser(userId, { type, at, session: sessionId, reason });
  if (sessionId !== null && ENDS.has(type)) closeSession(sessionId);
}
