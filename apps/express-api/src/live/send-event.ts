import type { SessionEvent } from "@sessionkit/core";
import { sendToUser } from "./connections.ts";

/** Sends an event of this process to all sockets of its user. */
export function sendEvent({ type, at, sessionId, userId, reason }: SessionEvent): void {
  if (userId !== null) sendToUser(userId, { type, at, session: sessionId, reason });
}
