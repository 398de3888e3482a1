import type { SessionRequest } from "../request/request.ts";
import type { Context } from "./context.ts";

/**
 * Ends one session. True when this call did; false when there was none. In this process it takes effect at once, in
 * others within the access lifetime (`jwt`) or at the next request (`database`). Rejects with `SessionStoreError`.
 *
 * @param request whoever asks for it, for the activity log
 */
export async function revoke(
  context: Context,
  id: string,
  request?: SessionRequest,
): Promise<boolean> {
  const record = await context.store.find(id);
  if (!record || !(await context.store.delete(id))) return false;
  await context.announceEnd(record, { reason: "revoked", settled: false }, context.facts(request));
  return true;
}

/** Ends every session of a user, except one where it is named. Returns how many. Rejects with `SessionStoreError`. */
export async function revokeUser(
  context: Context,
  userId: string,
  except?: string,
  request?: SessionRequest,
): Promise<number> {
  const ids = await context.store.deleteByUser(userId, except);
  const facts = context.facts(request);
  for (const id of ids) {
    await context.announceEnd({ id, userId }, { reason: "revoked", settled: false }, facts);
  }
  return ids.length;
}
