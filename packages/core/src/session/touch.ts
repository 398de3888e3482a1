import type { ClientInfo } from "../request/client-info.ts";
import type { SessionChanges, SessionRecord } from "../store/session-store.ts";

/** The idle expiry is extended at most this often, in milliseconds: the activity write carries it. */
const EXTEND_EVERY = 300_000;

/**
 * What a use of a session changes besides its rotation: the idle expiry, and the activity once `activityInterval`
 * milliseconds have passed. Null if neither is due. A session that is used keeps its whole idle window, within five
 * minutes or a twentieth of the window, whichever is shorter.
 *
 * @param full extends both at once, for a write that happens anyway
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
