import { deleteCookie, type SetCookie } from "../../cookies/set-cookie.ts";
import { type Unauthenticated, unauthenticated } from "../../session/outcome.ts";
import type { EndReason } from "../../session/reasons.ts";
import { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { actorCookie } from "./actor-session.ts";
import type { Credentials } from "./read-credentials.ts";

/**
 * Returns an unauthenticated outcome. Clears the cookies that carried the refused credential, unless they belong to another
 * session or another application, or this process has already cleared or replaced them. The cookie of an impersonation is
 * replaced by the actor's own: this request is refused, and later ones have the actor's session.
 *
 * @param id the session of the refused credential; null if it identifies none
 */
export async function refuse(
  context: Context,
  credentials: Credentials,
  reason: EndReason,
  id: string | null,
): Promise<Unauthenticated> {
  const token = credentials.sessionToken ?? credentials.accessToken ?? "";
  const isOpen = (): boolean =>
    id === null
      ? !context.progress.isReplaced(token)
      : context.denylist.endingOf(id)?.cookiesCleared !== true;
  if (credentials.transport !== "cookie" || !isOpen()) return unauthenticated(reason);
  const outcome = unauthenticated(reason, await refusedCookies(context, credentials, id));
  if (outcome.cookies.length > 0) context.conditions.set(outcome, isOpen);
  return outcome;
}

async function refusedCookies(
  context: Context,
  { accessToken, sessionToken, specs }: Credentials,
  id: string | null,
): Promise<SetCookie[]> {
  const cookies: SetCookie[] = [];
  if (accessToken !== null && context.accessCodec.hasOwnHeader(accessToken)) {
    const named = (await context.access?.verify(accessToken))?.id ?? id;
    if (named === id) cookies.push(deleteCookie(specs.access));
  }
  if (sessionToken !== null && context.backend.hasOwnForm(sessionToken)) {
    const named = context.backend.sessionIdOf(sessionToken) ?? id;
    const actorToken = context.backend.actorTokenOf(sessionToken);
    if (named === id) {
      cookies.push(
        actorToken === null
          ? deleteCookie(specs.session)
          : await actorCookie(context, new Call(context, undefined), specs, actorToken),
      );
    }
  }
  return cookies;
}

/**
 * Clears both cookies at a sign-out, except a cookie that this server did not write. A session cookie that is limited to the
 * base path is cleared even if the request does not carry it.
 */
export function clearCookies(
  context: Context,
  { transport, malformed, accessToken, sessionToken, specs }: Credentials,
): SetCookie[] {
  if (transport !== "cookie" || malformed) return [];
  const cookies: SetCookie[] = [];
  if (accessToken !== null && context.accessCodec.hasOwnHeader(accessToken))
    cookies.push(deleteCookie(specs.access));
  if (sessionToken === null ? !context.refreshInline : context.backend.hasOwnForm(sessionToken)) {
    cookies.push(deleteCookie(specs.session));
    if (context.device && !context.access) cookies.push(deleteCookie(specs.bound));
  }
  return cookies;
}
