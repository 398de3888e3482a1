import type { EndReason } from "./reasons.ts";
import type { SessionRecord } from "../store/session-store.ts";

/** Which end has come, or null. At its very millisecond a session is over. */
export function expiryReason(
  record: Pick<SessionRecord, "idleExpiresAt" | "absoluteExpiresAt">,
  now: number,
): EndReason | null {
  if (record.absoluteExpiresAt.getTime() <= now) return "expired_absolute";
  if (record.idleExpiresAt.getTime() <= now) return "expired_idle";
  return null;
}
