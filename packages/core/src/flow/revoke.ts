import { SessionConfigError } from "../base/errors.ts";
import { checkId } from "../base/text.ts";
import { REVOKED } from "../session/denylist.ts";
import type { Session } from "../session/session.ts";
import { isMark } from "./backend/adopted-credentials.ts";
import { Call } from "./call.ts";
import { deleteSessions } from "./prune.ts";

/**
 * Ends one session. Resolves to true if it existed. Takes effect immediately in this process, and in others within a second
 * (`jwt` with a revocation feed), within the access lifetime (`jwt` without one) or at the next request (`database`). Rejects
 * with `SessionStoreError`; this process then rejects the session anyway.
 *
 * @param call with the request of the caller, for the activity log
 */
export async function revoke(call: Call, id: string): Promise<boolean> {
  checkId(id, "id");
  // Without its mark, a credential of another library would be adopted again.
  if (isMark({ id })) return false;
  await call.publish(`session:${id}`, REVOKED);
  const record = await call.store.find(id);
  if (!record) return false;
  await call.context.backend.end(call, record, REVOKED);
  return true;
}

/**
 * Like `revoke`, but only for sessions of the same user as `session`. False for other sessions, as for missing ones.
 */
export async function revokeOwn(call: Call, session: Session, id: string): Promise<boolean> {
  const { backend, userIds } = call.context;
  const record = await call.store.find(id);
  if (record?.userId !== userIds.format(session.userId)) return false;
  await backend.end(call, record, REVOKED);
  return true;
}

/** Ends all sessions of a user except `except`. Returns how many. Rejects with `SessionStoreError`. */
export async function revokeUser(call: Call, userId: string, except?: string): Promise<number> {
  if (except !== undefined) checkId(except, "except");
  return (await call.context.backend.endUser(call, userId, except, REVOKED)).length;
}

/** No session lasts longer: 400 days, and one for clocks that differ. In milliseconds. */
const LONGEST_SESSION = 401 * 86_400_000;

/**
 * Ends all sessions of all users, in batches. The first step makes all processes ask the store about each access token, so
 * that a session is over once its row is removed. Resolves to the number of removed rows; a session that starts during the
 * call may be among them. Emits no event and writes no activity log. Rejects with `SessionStoreError`: call it again.
 */
export async function revokeEveryone(call: Call): Promise<number> {
  const { context } = call;
  await call.publish("*", REVOKED);
  const removed = await deleteSessions(context, new Date(context.now() + LONGEST_SESSION), 1_000);
  // Connections that are watched read their sessions again.
  await new Call(context).publish("*", REVOKED);
  return removed;
}

/**
 * Makes the claims of a user's sessions current in all processes within `revocation.maxStale`: access tokens that were issued
 * before are not trusted, and the next request of each session loads the user and receives a new one. Ends no session. Rejects
 * with `SessionStoreError`.
 */
export async function invalidateClaims(call: Call, userId: string): Promise<void> {
  const { access, feed } = call.context;
  if (access && !feed) {
    throw new SessionConfigError(
      "store",
      "has no revocation feed, and other processes would trust the claims of access tokens until they expire. Memory and Redis have one; name its table in the options of another store.",
    );
  }
  await call.publish(`user:${userId}`, { reason: "claims_changed" });
}
