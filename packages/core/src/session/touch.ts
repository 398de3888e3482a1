import type { ClientFacts } from "../request/client-info.ts";
import type { SessionChanges, SessionRecord } from "../store/session-store.ts";

/**
 * What a use of a session changes besides its rotation: the idle end once less than half the window is left, and
 * the activity once `every` milliseconds have passed; null where neither is due. `full` extends both at once, for a
 * write that happens anyway.
 */
export function touch(
  record: SessionRecord,
  facts: () => ClientFacts,
  now: number,
  every: number,
  full: boolean,
): SessionChanges | null {
  const window = record.idleSeconds * 1000;
  const end = Math.min(now + window, record.absoluteExpiresAt.getTime());
  const idleEnd = record.idleExpiresAt.getTime();
  const extend = (full || idleEnd - now < window / 2) && end > idleEnd;
  const active = Number.isFinite(every) && (full || now - record.lastActiveAt.getTime() >= every);
  if (!extend && !active) return null;
  return {
    ...(extend ? { idleExpiresAt: new Date(end) } : {}),
    ...(active ? { lastActiveAt: new Date(now), ...facts() } : {}),
  };
}
