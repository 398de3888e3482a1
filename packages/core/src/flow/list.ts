import { SessionConfigError } from "../base/errors.ts";
import { type Device, describeDevice } from "../request/device.ts";
import { endOf, expiryReason } from "../session/lifetime.ts";
import type { ActiveSession, Session } from "../session/session.ts";
import type { ActivityCursor, ActivityEntry } from "../store/activity-log.ts";
import type { SessionRecord } from "../store/session-store.ts";
import type { Call } from "./call.ts";
import { isConfirmed } from "./session-limit.ts";

/** The user's unexpired sessions: the current one first, then newest first. Contains no credential. */
export async function list(
  call: Call,
  userId: string,
  current?: Session | string,
): Promise<ActiveSession[]> {
  const currentId = typeof current === "object" ? current.id : current;
  const found = await call.store.findByUser(userId, new Date(call.context.now()));
  const records = await withoutEnded(call, found.filter(isConfirmed));
  const sessions = await Promise.all(
    records.map(async (record) => ({
      id: record.id,
      current: record.id === currentId,
      createdAt: record.createdAt.getTime(),
      lastActiveAt: record.lastActiveAt.getTime(),
      expiresAt: endOf(record),
      ip: record.ip,
      userAgent: record.userAgent,
      label: record.label,
      device: await describeDevice(record.userAgent),
      actor: record.actorId === null ? null : { userId: record.actorId },
    })),
  );
  return sessions.sort((a, b) => Number(b.current) - Number(a.current));
}

/** Without impersonations that have ended together with the session of their actor. */
async function withoutEnded(
  { context: { now }, store }: Call,
  records: readonly SessionRecord[],
): Promise<SessionRecord[]> {
  const living = await Promise.all(
    records.map(async ({ actorSessionId }) => {
      const actor = actorSessionId === null ? null : await store.find(actorSessionId);
      return actorSessionId === null || (actor !== null && expiryReason(actor, now()) === null);
    }),
  );
  return records.filter((_, index) => living[index]);
}

/** An entry of the activity log, for display. */
export interface LoggedActivity<UserId = string> extends ActivityEntry<UserId> {
  /**
   * The device that sent the request, like `ip` and `userAgent`. For `"revoked"` it may be another one than that of the
   * session.
   */
  readonly device: Device;
}

export interface ActivityPage {
  /** Maximum number of entries, 1 to 100. Default: 20. */
  readonly limit?: number | undefined;
  /** `at` and `id` of the last entry of the previous page. */
  readonly after?: ActivityCursor | undefined;
}

/** The activity log of a user, newest first. Throws `SessionConfigError` if the store has no activity log. */
export async function listActivity(
  call: Call,
  userId: string,
  page: ActivityPage = {},
): Promise<LoggedActivity<unknown>[]> {
  const { log, userIds } = call.context;
  if (!log) {
    throw new SessionConfigError(
      "store",
      "keeps no activity log. Use a store that does, or configure its activity table.",
    );
  }
  const limit = Math.min(100, Math.max(1, Math.trunc(page.limit ?? 20) || 20));
  const entries = await call.guard("store.listByUser", () =>
    log.listByUser(userId, limit, page.after),
  );
  return Promise.all(
    entries.map(async (entry) => ({
      ...entry,
      userId: userIds.parse(entry.userId),
      device: await describeDevice(entry.userAgent),
    })),
  );
}
