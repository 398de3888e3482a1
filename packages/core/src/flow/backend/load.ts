import { actorOf } from "../../session/actor.ts";
import { expiryReason } from "../../session/lifetime.ts";
import { latestTime } from "../../session/rotation-state.ts";
import { unlessStoreFails } from "../../store/deadline.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import type { Call, Found } from "../call.ts";
import type { Context } from "../context.ts";
import { isMark } from "./adopted-credentials.ts";
import type { Change, Refused, SessionWithUser } from "./backend.ts";

/** How far two clocks may differ before it is an event, in milliseconds. */
const SKEW = 5_000;

/** The record of a session that is not on the denylist, or the reason why there is none. */
export async function findLiving(call: Call, id: string): Promise<Found | Refused> {
  if (isMark({ id })) return refused(null, "unknown");
  const { context } = call;
  const found = await call.find(id);
  // Another process may have published why.
  if (!found && context.revocations?.isCurrent() === false) await context.revocations.catchUp();
  const denied = context.denylist.endingOf(id);
  if (found && !denied) return found;
  // A sign-out or revocation is sent again by its caller; the other endings have no caller.
  // This process ended the session while the store failed; what fails again is left to the next request.
  if (found && denied?.reason !== "revoked") await unlessStoreFails(call.store.delete(id));
  return refused(id, denied?.reason ?? "unknown");
}

/** An unexpired session with its user, and the time that decided, as in `timeOf`. */
export async function findCurrent(
  call: Call,
  id: string,
  change?: Change,
): Promise<(SessionWithUser & { readonly now: number }) | Refused> {
  const found = await findLiving(call, id);
  if (isRefused(found)) return found;
  const now = timeOf(call, found.record);
  const expired = checkExpiry(call, found.record, now);
  if (expired) return expired;
  const known = await withUser(call, found, change);
  return isRefused(known) ? known : { record: known.record, user: known.user, now };
}

/** The refusal for a session that was removed during the call. */
export function goneMeanwhile(context: Context, id: string): Refused {
  return refused(id, context.denylist.endingOf(id)?.reason ?? "revoked");
}

/** Why a user's session must end; null if it may continue. `user` is undefined if none is loaded. */
export function userProblem(
  context: Context,
  user: unknown,
  proven: ProvenTimes,
): "user_gone" | "credentials_changed" | null {
  if (user === null) return "user_gone";
  return context.now() >= endOfProof(context, user, proven) ? "credentials_changed" : null;
}

type ProvenTimes = Record<"authenticatedAt" | "createdAt", Date | number>;

/** When a session ends because its user's credentials have changed; infinity if they have not. In milliseconds. */
export function endOfProof(
  { endOfCredentials }: Context,
  user: unknown,
  { authenticatedAt, createdAt }: ProvenTimes,
): number {
  return endOfCredentials(user, Number(authenticatedAt) || Number(createdAt));
}

/**
 * The session with its user. Ends the session if its user no longer exists, or has new credentials, and an impersonation if
 * the actor's own session has ended. A guest has no user.
 *
 * @param change that is about to be made: it may prove the user's identity again
 */
export async function withUser(
  call: Call,
  { record, joined }: Found,
  change?: Change,
): Promise<SessionWithUser | Refused> {
  if (record.userId === null)
    return change?.needsUser ? refused(record.id, "guest") : { record, user: undefined };
  const { context } = call;
  const loaded = call.user(record.userId, joined);
  const user: unknown = loaded instanceof Promise ? await loaded : loaded;
  const reason =
    userProblem(context, user, change?.renews ? PROVEN : record) ??
    (record.actorId === null ? null : await actorProblem(call, record));
  if (reason === null) return { record, user };
  await context.backend.end(call, record, { reason, cookiesCleared: false });
  return refused(record.id, reason);
}

/** Whether an impersonation must end: its actor's session has ended, or would be refused at its next use. */
async function actorProblem(call: Call, record: SessionRecord): Promise<"revoked" | null> {
  const { context } = call;
  const actor = actorOf(record);
  if (!actor) return null;
  const found = await findLiving(call, actor.sessionId);
  if (isRefused(found) || expiryReason(found.record, context.now())) return "revoked";
  const user = await call.user(actor.userId, found.joined);
  return userProblem(context, user, found.record) === null ? null : "revoked";
}

/** A proof of identity that no change of credentials is later than. */
const PROVEN: ProvenTimes = { authenticatedAt: 8.64e15, createdAt: 8.64e15 };

export function checkExpiry(call: Call, record: SessionRecord, now: number): Refused | null {
  const reason = expiryReason(record, now);
  if (!reason) return null;
  call.emitOnce("session.expired", { sessionId: record.id, userId: record.userId, reason });
  return refused(record.id, reason);
}

/**
 * The later of this process's clock and the record's times: a process whose clock is behind must not undo the decisions
 * of others.
 */
export function timeOf(call: Call, record: SessionRecord): number {
  const now = call.context.now();
  const latest = latestTime(record);
  if (latest - now > SKEW)
    call.emitOnce("session.clock_skewed", { sessionId: record.id, userId: record.userId });
  return Math.max(now, latest);
}

export function refused(id: string | null, reason: Refused["reason"]): Refused {
  return { status: "refused", reason, id };
}

export function isRefused(value: object): value is Refused {
  return (value as Partial<Refused>).status === "refused";
}
