import { SessionConfigError } from "../base/errors.ts";
import type { ActivityCursor, ActivityEntry } from "../store/activity-log.ts";
import { describeDevice } from "../request/device.ts";
import type { ActiveSession, SessionOf } from "../session/session.ts";
import type { Context } from "./context.ts";

/** The user's sessions that have not run out, the current one first, then newest first. Never a credential. */
export async function list(
  context: Context,
  userId: string,
  current?: SessionOf | string,
): Promise<ActiveSession[]> {
  const currentId = typeof current === "object" ? current.id : current;
  const records = await context.store.findByUser(userId, new Date(context.now()));
  const sessions = await Promise.all(
    records.map(async (record) => ({
      id: record.id,
      current: record.id === currentId,
      createdAt: record.createdAt.getTime(),
      lastActiveAt: record.lastActiveAt.getTime(),
      expiresAt: Math.min(record.idleExpiresAt.getTime(), record.absoluteExpiresAt.getTime()),
      ip: record.ip,
      userAgent: record.userAgent,
      device: await describeDevice(record.userAgent),
    })),
  );
  return sessions.sort((a, b) => Number(b.current) - Number(a.current));
}

export interface ActivityPage {
  /** At most this many, 1 to 100. 20. */
  readonly limit?: number;
  /** The last entry of the page before: its `at` and `id`. */
  readonly after?: ActivityCursor;
}

/** What a user's sessions did, newest first. Throws `SessionConfigError` where the store keeps no such log. */
export async function listActivity(
  context: Context,
  userId: string,
  page: ActivityPage = {},
): Promise<ActivityEntry[]> {
  if (!context.log) {
    throw new SessionConfigError(
      "store",
      "keeps no activity log. Use a store that does, or configure its activity table.",
    );
  }
  const limit = Math.min(100, Math.max(1, Math.trunc(page.limit ?? 20)));
  return context.log.listByUser(userId, limit, page.after);
}
