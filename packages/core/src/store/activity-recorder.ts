import { nanoid } from "nanoid";
import type { Clock } from "../base/clock.ts";
import type { SessionStoreError } from "../base/errors.ts";
import type { ClientInfo } from "../request/client-info.ts";
import type { ActivityLog, ActivityType } from "./activity-log.ts";
import { createDeadline, createGuard, type Deadline, unlessStoreFails } from "./deadline.ts";

export type RecordActivity = (
  type: ActivityType,
  session: { readonly sessionId: string; readonly userId: string },
  client: ClientInfo,
  patience: Deadline,
) => Promise<void>;

/**
 * Appends to the user's log, if the store has one. Never rejects: a failed write is reported as an event and does not affect
 * the session.
 *
 * @param timeout milliseconds until a silent log counts as failed. An answer waits only for as long as `patience` says
 */
export function createActivityRecorder(
  log: ActivityLog | null,
  now: Clock,
  timeout: number,
  onFailure: (error: SessionStoreError) => void,
): RecordActivity {
  return async (type, session, client, patience) => {
    if (!log) return;
    const entry = { id: nanoid(), type, at: new Date(now()), ...session, ...client };
    const guard = createGuard(createDeadline(timeout), onFailure);
    const written = unlessStoreFails(guard("store.record", () => log.record(entry)));
    await Promise.race([written, expired(patience, written)]);
  };
}

function expired(patience: Deadline, written: Promise<unknown>): Promise<void> {
  if (patience.remaining() <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      patience.failed = true;
      resolve();
    }, patience.remaining());
    void written.then(() => clearTimeout(timer));
  });
}
