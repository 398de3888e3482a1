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

/** The log delays no answer by more than this, in milliseconds; a slower write goes on behind the answer. */
const PATIENCE = 100;

/**
 * Appends to the user's log, where the store keeps one. Never rejects: a log that cannot be written ends no session, and
 * its failure is an event.
 *
 * @param timeout milliseconds until a silent log counts as failed
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
