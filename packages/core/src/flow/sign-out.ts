import type { SetCookie } from "../cookies/set-cookie.ts";
import type { Reason } from "../session/reasons.ts";
import type { SessionRequest } from "../request/request.ts";
import type { Context } from "./context.ts";
import { revoke, revokeUser } from "./revoke.ts";
import { type Owner, ownerOf } from "./steps/owner-of.ts";
import { readCredentials } from "./steps/read-credentials.ts";
import { forget } from "./steps/refuse.ts";

/** Which sessions end: the request's own, the user's others, or every one. */
export type SignOutScope = "current" | "others" | "all";

export interface SignedOut {
  /** How many sessions ended. */
  readonly revoked: number;
  /** Why nothing could be ended; null where something was, or there was nothing. */
  readonly reason: Reason | null;
  readonly cookies: readonly SetCookie[];
}

/**
 * Ends what the request's own credentials name, whichever of them still says so: a session token that was rotated
 * away, and an access token that just ran out, sign out too. Cookies go in any case, but for `others`. Rejects with
 * `SessionStoreError`, and then nothing has changed.
 *
 * @param sessionToken the token of a client that keeps its own
 */
export async function signOut(
  context: Context,
  request: SessionRequest,
  scope: SignOutScope = "current",
  sessionToken?: string,
): Promise<SignedOut> {
  const credentials = readCredentials(context, request);
  const owner = await ownerOf(context, credentials, sessionToken);
  const cookies = scope === "others" || credentials.duplicate ? [] : forget(context, credentials);
  if (!owner) return { revoked: 0, reason: "absent", cookies };
  const revoked = await end(context, owner, scope, request);
  if (scope !== "others") context.ended.add(owner.id, { reason: "revoked", settled: true });
  return { revoked, reason: null, cookies };
}

async function end(
  context: Context,
  { id, userId }: Owner,
  scope: SignOutScope,
  request: SessionRequest,
): Promise<number> {
  if (context.mode === "stateless") {
    if (scope === "others") return 0;
    context.emit("session.revoked", {
      sessionId: id,
      userId,
      reason: "revoked",
      ...context.facts(request),
    });
    return 1;
  }
  if (scope === "current") return (await revoke(context, id, request)) ? 1 : 0;
  return revokeUser(context, userId, scope === "others" ? id : undefined, request);
}
