import type { ClientInfo } from "../request/client-info.ts";
import type { SessionChanges, SessionRecord } from "../store/session-store.ts";

/** An extension of the idle expiry by at least this is always written, in milliseconds. */
const EXTEND_EVERY = 300_000;

/**
 * Returns the changes for a use of a session, besides rotation: the idle expiry, and the activity once `activityInterval`
 * milliseconds have passed. Null if neither is due. The idle expiry is extended if that adds at least five minutes or a
 * twentieth of the idle window, whichever is shorter.
 *
 * @param full updates both, for a write that happens anyway
 */
export function touch(
  record: SessionRecord,
  clientInfo: () => ClientInfo,
  now: number,
  activityInterval: number,
  full: boolean,
): SessionChanges | null {
  const window = record.idleSeconds * 1000;
  const end = Math.min(now + window, record.absoluteExpiresAt.getTime());
  const gain = end - record.idleExpiresAt.getTime();
  const extend = gain > 0 && (full || gain >= Math.min(EXTEND_EVERY, window / 20));
  const active =
    Number.isFinite(activityInterval) &&
    (full || now - record.lastActiveAt.getTime() >= activityInterval);
  if (!extend && !active) return null;
  return {
    ...(extend ? { idleExpiresAt: new Date(end) } : {}),
    ...(active ? { lastActiveAt: new Date(now), ...clientInfo() } : {}),
  };
}
