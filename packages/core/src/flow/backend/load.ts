import { actorOf } from "../../session/actor.ts";
import { expiryReason } from "../../session/lifetime.ts";
import { latestTime } from "../../session/rotation-state.ts";
import { isStoreError } from "../../store/deadline.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import type { Call, Found } from "../call.ts";
import type { Parts } from "../context.ts";
import type { Change, Refused, SessionWithUser } from "./backend.ts";
import type { EndSessions } from "./end-sessions.ts";

/** How far two clocks may differ before it is an event, in milliseconds. */
const SKEW = 5_000;

/** The record of a session that is not on the denylist, or the reason why there is none. */
export async function findLiving(context: Parts, call: Call, id: string): Promise<Found | Refused> {
  const found = await call.find(id);
  // Another process may have published why.
  if (!found && context.revocations?.isCurrent() === false) await context.revocations.catchUp();
  const denied = context.denylist.endingOf(id);
  if (found && !denied) return found;
  // A sign-out or revocation is sent again by its caller; the other endings have no caller.
  if (found && denied?.reason !== "revoked") await finishEnd(call, id);
  return refused(id, denied?.reason ?? "unknown");
}

/** A session that this process ended while the store failed. What fails again is left to the next request. */
async function finishEnd(call: Call, id: string): Promise<void> {
  try {
    await call.store.delete(id);
  } catch (error) {
    if (!isStoreError(error)) throw error;
  }
}

/** The refusal for a session that was removed during the call. */
export function goneMeanwhile(context: Parts, id: string): Refused {
  return refused(id, context.denylist.endingOf(id)?.reason ?? "revoked");
}

/** Why a user's session must end; null if it may continue. `user` is undefined if none is loaded. */
export function userProblem(
  { haveCredentialsChanged, now }: Parts,
  user: unknown,
  { authenticatedAt, createdAt }: Pick<SessionRecord, "authenticatedAt" | "createdAt">,
): "user_gone" | "credentials_changed" | null {
  if (user === null) return "user_gone";
  return haveCredentialsChanged(user, authenticatedAt.getTime() || createdAt.getTime(), now())
    ? "credentials_changed"
    : null;
}

/**
 * The session with its user. Ends the session if its user no longer exists, or has new credentials, and an impersonation if
 * the actor's own session has ended. A guest has no user.
 *
 * @param change that is about to be made: it may prove the user's identity again
 */
export async function withUser(
  context: Parts,
  call: Call,
  { end }: EndSessions,
  { record, joined }: Found,
  change?: Change,
): Promise<SessionWithUser | Refused> {
  if (record.userId === null) return { record, user: undefined };
  const loaded = call.user(record.userId, joined);
  const user: unknown = loaded instanceof Promise ? await loaded : loaded;
  const reason =
    userProblem(context, user, change?.renews ? PROVEN : record) ??
    (record.actorId === null ? null : await actorProblem(context, call, record));
  if (reason === null) return { record, user };
  await end(call, record, { reason, cookiesCleared: false });
  return refused(record.id, reason);
}

/** Whether an impersonation must end: its actor's session has ended, or would be refused at its next use. */
async function actorProblem(
  context: Parts,
  call: Call,
  record: SessionRecord,
): Promise<"revoked" | null> {
  const actor = actorOf(record);
  if (!actor) return null;
  const found = await findLiving(context, call, actor.sessionId);
  if (isRefused(found) || expiryReason(found.record, context.now())) return "revoked";
  const user = await call.user(actor.userId, found.joined);
  return userProblem(context, user, found.record) === null ? null : "revoked";
}

/** A proof of identity that no change of credentials is later than. */
const LATEST = new Date(8.64e15);
export const PROVEN: Pick<SessionRecord, "authenticatedAt" | "createdAt"> = {
  authenticatedAt: LATEST,
  createdAt: LATEST,
};

export function checkExpiry(context: Parts, record: SessionRecord, now: number): Refused | null {
  const reason = expiryReason(record, now);
  if (!reason) return null;
  context.emit("session.expired", { sessionId: record.id, userId: record.userId, reason });
  return refused(record.id, reason);
}

/**
 * The later of this process's clock and the record's times: a process whose clock is behind must not undo the decisions
 * of others.
 */
export function timeOf(context: Parts, record: SessionRecord): number {
  const now = context.now();
  const latest = latestTime(record);
  if (latest - now > SKEW)
    context.emit("session.clock_skewed", { sessionId: record.id, userId: record.userId });
  return Math.max(now, latest);
}

export function refused(id: string | null, reason: Refused["reason"]): Refused {
  return { status: "refused", reason, id };
}

export function isRefused(value: object): value is Refused {
  return (value as Partial<Refused>).status === "refused";
}
