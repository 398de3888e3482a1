import type { SessionEvent } from "@sessionkit/core";

/** Events that need attention; the others are normal operation. */
const NOTABLE = new Set<SessionEvent["type"]>([
  "session.reused",
  "session.healed",
  "session.store_failed",
]);

export function logEvent({ type, sessionId, userId, reason, error }: SessionEvent): void {
  if (NOTABLE.has(type)) console.warn(type, { sessionId, userId, reason, error });
}
