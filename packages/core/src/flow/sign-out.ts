import type { SetCookie } from "../cookies/set-cookie.ts";
import type { SessionRequest } from "../request/request.ts";
import type { Reason } from "../session/reasons.ts";
import type { Owner } from "./backend/backend.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { ownersOf } from "./steps/owners-of.ts";
import type { Credentials } from "./steps/read-credentials.ts";
import { clearCookies } from "./steps/refuse.ts";

/** Which sessions end: the request's own, the user's others, or all of them. */
export type SignOutScope = "current" | "others" | "all";

export interface SignedOut {
  /** How many sessions ended. */
  readonly revoked: number;
  /** Why nothing could be ended; null if something was, or there was nothing. */
  readonly reason: Reason | null;
  readonly cookies: readonly SetCookie[];
}

const ENDING = { reason: "revoked", cookiesCleared: true } as const;

/**
 * Ends the session that the request's own credentials name: a session token that was rotated away and an access token that
 * just expired sign out, too. Clears the cookies, but for `others` and for bearer and body requests. Idempotent.
 *
 * Rejects with `SessionStoreError` in an outage: the session is then over in this process, and the cookies stay, so that
 * the client can try again.
 */
export async function signOut(
  context: Context,
  request: SessionRequest,
  scope: SignOutScope,
  credentials: Credentials,
): Promise<SignedOut> {
  const call = new Call(context, request);
  if (scope === "others") return endOthers(context, call, credentials);
  const owners = await ownersOf(context, call, credentials, ENDING);
  const cookies = clearCookies(context, credentials);
  if (owners.length === 0) return { revoked: 0, reason: "absent", cookies };
  let revoked = 0;
  for (const owner of owners) revoked += await endOwned(context, call, owner, scope);
  return { revoked, reason: null, cookies };
}

async function endOwned(
  context: Context,
  call: Call,
  owner: Owner,
  scope: "current" | "all",
): Promise<number> {
  const removed = (await context.backend.end(call, owner, ENDING)) ? 1 : 0;
  if (scope === "current") return removed;
  const others = { reason: "revoked", cookiesCleared: false } as const;
  return removed + (await context.backend.endUser(call, owner.userId, owner.id, others)).length;
}

async function endOthers(
  context: Context,
  call: Call,
  { accessToken, sessionToken }: Credentials,
): Promise<SignedOut> {
  const bySession =
    sessionToken === null ? null : await context.backend.identify(call, sessionToken);
  const access =
    bySession || accessToken === null ? null : await context.access?.verify(accessToken);
  const owner = bySession ?? access;
  if (!owner || context.revoked.get(owner.id)) return { revoked: 0, reason: "absent", cookies: [] };
  const ending = { reason: "revoked", cookiesCleared: false } as const;
  const ended = await context.backend.endUser(call, owner.userId, owner.id, ending);
  return { revoked: ended.length, reason: null, cookies: [] };
}
