import { checkId } from "../base/text.ts";
import type { SessionRequest } from "../request/request.ts";
import type { Ending } from "../session/denylist.ts";
import type { Session } from "../session/session.ts";
import { isMark } from "./backend/adopted-credentials.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";

const ENDING: Ending = { reason: "revoked", cookiesCleared: false };

/**
 * Ends one session. Resolves to true if it existed. Takes effect immediately in this process, and in others within a second
 * (`jwt` with a revocation feed), within the access lifetime (`jwt` without one) or at the next request (`database`). Rejects
 * with `SessionStoreError`; this process then rejects the session anyway.
 *
 * @param request the request of the caller, for the activity log
 */
export async function revoke(
  context: Context,
  id: string,
  request?: SessionRequest,
): Promise<boolean> {
  checkId(id, "id");
  // Without its mark, a credential of another library would be adopted again.
  if (isMark({ id })) return false;
  const call = new Call(context, request);
  await call.publish(`session:${id}`, ENDING);
  const record = await call.store.find(id);
  if (!record) return false;
  await context.backend.end(call, record, ENDING);
  return true;
}

/**
 * Like `revoke`, but only for sessions of the same user as `session`. False for other sessions, as for missing ones.
 */
export async function revokeOwn(
  context: Context,
  session: Session,
  id: string,
  request: SessionRequest,
): Promise<boolean> {
  const call = new Call(context, request);
  const record = await call.store.find(id);
  if (record?.userId !== context.userIds.format(session.userId)) return false;
  await context.backend.end(call, record, ENDING);
  return true;
}

/** Ends all sessions of a user except `except`. Returns how many. Rejects with `SessionStoreError`. */
export async function revokeUser(
  context: Context,
  userId: string,
  except?: string,
  request?: SessionRequest,
): Promise<number> {
  if (except !== undefined) checkId(except, "except");
  const call = new Call(context, request);
  return (await context.backend.endUser(call, userId, except, ENDING)).length;
}
