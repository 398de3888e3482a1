import { nanoid } from "nanoid";
import type { Clock } from "../base/clock.ts";
import type { ActivityLog, ActivityType } from "../store/activity-log.ts";
import { isStoreError } from "../store/guard-store.ts";
import type { ClientFacts } from "../request/client-info.ts";

export type RecordActivity = (
  type: ActivityType,
  session: { readonly sessionId: string; readonly userId: string },
  facts: ClientFacts,
) => Promise<void>;

/**
 * Appends to the user's log, where the store keeps one. A log that cannot be written ends nobody's session: the
 * failure has become an event by the time it gets here.
 */
export function createActivityRecorder(log: ActivityLog | null, now: Clock): RecordActivity {
  return async (type, session, facts) => {
    if (!log) return;
    try {
      await log.record({ id: nanoid(), type, at: new Date(now()), ...session, ...facts });
    } catch (error) {
      if (!isStoreError(error)) throw error;
    }
  };
}
