import { SessionLimitError } from "../base/errors.ts";
import { REVOKED } from "../session/denylist.ts";
import { isStoreError } from "../store/deadline.ts";
import type { SessionRecord } from "../store/session-store.ts";
import { isMark } from "./backend/adopted-credentials.ts";
import type { Call } from "./call.ts";
import type { Context } from "./context.ts";

/** The user's sessions that count towards the limit. Impersonations do not. */
export async function confirmedSessions(
  call: Call,
  userId: string,
  replacedId: string | undefined,
): Promise<SessionRecord[]> {
  const found = await call.store.findByUser(userId, new Date(call.context.now()));
  return found.filter((one) => isConfirmed(one) && one.id !== replacedId && one.actorId === null);
}

/** A sign-in is newer than those before it, also if another process has a clock that is ahead. */
export function newestOf(others: readonly SessionRecord[], record: SessionRecord): SessionRecord {
  const latest = Math.max(...others.map(({ createdAt }) => createdAt.getTime() + 1));
  return latest > record.createdAt.getTime() ? { ...record, createdAt: new Date(latest) } : record;
}

/** Checks the limit again after the insert, so that concurrent sign-ins cannot exceed it. */
export async function holdToLimit(
  call: Call,
  record: SessionRecord,
  { perUser, policy }: NonNullable<Context["limit"]>,
  replacedId: string | undefined,
): Promise<void> {
  const { backend } = call.context;
  const { userId } = record;
  if (userId === null) return;
  try {
    const found = await confirmedSessions(call, userId, replacedId);
    const sessions = found.sort(newestFirst);
    if (policy === "evict-oldest") {
      for (const oldest of sessions.slice(perUser)) await backend.end(call, oldest, REVOKED);
      return;
    }
    const allowed = sessions.slice(-perUser).some(({ id }) => id === record.id);
    if (allowed || sessions.length <= perUser) return;
    await backend.end(call, record, REVOKED);
  } catch (error) {
    if (isStoreError(error)) return;
    throw error;
  }
  throw new SessionLimitError(perUser);
}

/**
 * A sign-in that timed out may leave an unconfirmed record. It expires within a minute and does not count towards the
 * limit.
 */
export function isConfirmed(record: SessionRecord): boolean {
  return record.version > 1 && !isMark(record);
}

/** The same order in every process, so that concurrent sign-ins agree on which sessions stay. */
function newestFirst(a: SessionRecord, b: SessionRecord): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
}
