import { SessionStoreError } from "../../base/errors.ts";
import { readCookie } from "../../cookies/read-cookie.ts";
import { deleteCookie, type SetCookie, setCookie } from "../../cookies/set-cookie.ts";
import { isNavigation, siteOf } from "../../request/site.ts";
import {
  type Unauthenticated,
  type Unavailable,
  unauthenticated,
  unavailable,
} from "../../session/outcome.ts";
import type { EndReason, Reason } from "../../session/reasons.ts";
import { unlessStoreFails } from "../../store/deadline.ts";
import type { AccessClaims } from "../../tokens/access-token.ts";
import type { Refused } from "../backend/backend.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { cookieAge } from "./issue.ts";

/**
 * Returns an unauthenticated outcome. Clears the cookies that carried the refused credential, unless they belong to another
 * session or another application, or this process has already cleared or replaced them. The cookie of an impersonation is
 * replaced by the actor's own: this request is refused, and later ones have the actor's session.
 *
 * @param id the session of the refused credential; null if it identifies none
 */
export async function refuse(
  call: Call,
  reason: EndReason,
  id: string | null,
): Promise<Unauthenticated> {
  const { denylist, progress } = call.context;
  const { transport, sessionToken, accessToken } = call.credentials;
  const token = sessionToken ?? accessToken ?? "";
  const isOpen = (): boolean =>
    id === null ? !progress.isReplaced(token) : denylist.endingOf(id)?.cookiesCleared !== true;
  if (transport !== "cookie" || !isOpen()) return unauthenticated(reason);
  const outcome = unauthenticated(reason, await refusedCookies(call, id));
  return changingCookies(call.context, outcome, isOpen);
}

/**
 * Whether an access token is of a session that the store takes for expired because it lost its extension: in a fail-over or a
 * restored backup. The session token of the same client shows that it lost the rotation, too, and continues the session.
 */
export function showsLoss(
  { now }: Context,
  reason: Reason | null,
  access: AccessClaims | null,
): boolean {
  return reason === "expired_idle" && access !== null && now() < access.expiresAt;
}

/** The cookies of a refusal are sent only while `isOpen`: those of the request may have been cleared or replaced. */
export function changingCookies(
  { conditions }: Context,
  outcome: Unauthenticated,
  isOpen: () => boolean,
): Unauthenticated {
  if (!isOpen()) return unauthenticated(outcome.reason);
  if (outcome.cookies.length > 0) conditions.set(outcome, isOpen);
  return outcome;
}

async function refusedCookies(call: Call, id: string | null): Promise<SetCookie[]> {
  const { access, accessCodec, backend } = call.context;
  const { accessToken, sessionToken, specs } = call.credentials;
  const cookies: SetCookie[] = [];
  if (accessToken !== null && accessCodec.hasOwnHeader(accessToken)) {
    const named = (await access?.verify(accessToken))?.id ?? id;
    if (named === id) cookies.push(deleteCookie(specs.access));
  }
  if (sessionToken !== null && backend.hasOwnForm(sessionToken)) {
    const named = backend.sessionIdOf(sessionToken) ?? id;
    const actorToken = backend.actorTokenOf(sessionToken);
    if (named === id) {
      cookies.push(
        actorToken === null ? deleteCookie(specs.session) : await actorCookie(call, actorToken),
      );
    }
  }
  return cookies;
}

/**
 * The outcome for a session token that was refused. A bound session without a proof of its key has not ended: its cookie is kept.
 * If the browser says that it could not get a proof (`Secure-Session-Skipped`), that is an outage.
 */
export function refuseToken(
  call: Call,
  { reason, id }: Refused,
): Promise<Unauthenticated | Unavailable> {
  return reason === "binding_required" && id !== null
    ? Promise.resolve(unproven(call, id))
    : refuse(call, reason, id);
}

function unproven(call: Call, sessionId: string): Unauthenticated | Unavailable {
  const { context } = call;
  const { transport, accessToken, specs } = call.credentials;
  // A hint from the client. It permits nothing: the request is refused in any case.
  if (call.header("secure-session-skipped"))
    return unavailable(new SessionStoreError("The browser could not prove its key right now."));
  const cookie = context.access ? specs.access : specs.bound;
  const hasCookie = context.access
    ? accessToken !== null
    : readCookie(call.header("cookie") ?? "", cookie.name) !== null;
  // As long as a browser has the cookie that it renews, it sends no proof. Without it, it proves the key before its next request.
  if (hasCookie && transport === "cookie")
    return unauthenticated("binding_required", [deleteCookie(cookie)]);
  // A browser that has the key proves it before a navigation of its own site.
  if (siteOf(call) === "own" && isNavigation(call))
    call.emitOnce("session.binding_lost", { sessionId });
  return unauthenticated("binding_required");
}

/**
 * Clears both cookies at a sign-out, except a cookie that this server did not write. A session cookie that is limited to the
 * base path is cleared even if the request does not carry it, unless the browser may withhold it for another site.
 */
export function clearCookies(call: Call): SetCookie[] {
  const { context, credentials } = call;
  const { transport, malformed, accessToken, sessionToken, specs } = credentials;
  if (transport !== "cookie" || malformed) return [];
  const cookies: SetCookie[] = [];
  if (accessToken !== null && context.accessCodec.hasOwnHeader(accessToken))
    cookies.push(deleteCookie(specs.access));
  const isHidden = !context.refreshInline && !call.isWithheld;
  if (sessionToken === null ? isHidden : context.backend.hasOwnForm(sessionToken)) {
    cookies.push(deleteCookie(specs.session));
    if (context.device && !context.access) cookies.push(deleteCookie(specs.bound));
  }
  return cookies;
}

/**
 * The actor's own token as the session cookie, in place of that of an impersonation. Without the record of its session, also if
 * the store fails, the cookie ends with the browser.
 */
export async function actorCookie(call: Call, actorToken: string): Promise<SetCookie> {
  const { backend, now } = call.context;
  const id = backend.sessionIdOf(actorToken);
  const record = id === null ? null : await unlessStoreFails(call.store.find(id));
  return setCookie(call.credentials.specs.session, actorToken, record && cookieAge(record, now()));
}

/** In the `database` strategy: an access cookie of a `jwt` process beside this one would answer as the user before. */
export function staleAccess({ context, credentials }: Call): SetCookie[] {
  const { accessToken, specs } = credentials;
  return !context.access && accessToken !== null && context.accessCodec.hasOwnHeader(accessToken)
    ? [deleteCookie(specs.access)]
    : [];
}
