import { nanoid } from "nanoid";
import type { Clock } from "../base/clock.ts";
import type { SessionStoreError } from "../base/errors.ts";
import type { ClientInfo } from "../request/client-info.ts";
import type { ActivityLog, ActivityType } from "./activity-log.ts";
import { createDeadline, withTimeout } from "./deadline.ts";

export type RecordActivity = (
  type: ActivityType,
  session: { readonly sessionId: string; readonly userId: string },
  client: ClientInfo,
) => Promise<void>;

/** The log delays a response by at most this, in milliseconds; a slower write continues in the background. */
const PATIENCE = 100;

/**
 * Appends to the user's log, if the store has one. Never rejects: a failed write is reported as an event and does not affect
 * the session.
 *
 * @param timeout milliseconds until a write that has not settled counts as failed
 */
export function createActivityRecorder(
  log: ActivityLog | null,
  now: Clock,
  timeout: number,
  onFailure: (error: SessionStoreError) => void,
): RecordActivity {
  return async (type, session, client) => {
    if (!log) return;
    const entry = { id: nanoid(), type, at: new Date(now()), ...session, ...client };
    const written = withTimeout("store.record", createDeadline(timeout), () =>
      log.record(entry),
    ).catch(onFailure);
    await Promise.race([written, patience(written)]);
  };
}

function patience(written: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    void written.then(() => clearTimeout(timer));
  });
}
