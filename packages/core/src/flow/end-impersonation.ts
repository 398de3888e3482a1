import type { CookieSpecs } from "../cookies/cookie-policy.ts";
import { deleteCookie, type SetCookie, setCookie } from "../cookies/set-cookie.ts";
import { isBindingRequired, readBoundKey } from "../session/bound-key.ts";
import { REVOKED } from "../session/denylist.ts";
import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { Call } from "./call.ts";
import { requireStore } from "./impersonate.ts";
import { resolve } from "./resolve.ts";
import { orUnavailable } from "./steps/answers.ts";
import { issue } from "./steps/issue.ts";
import { actorTokenOf, presentedAccess, recordOf } from "./steps/owner.ts";
import { clearCookies, refuse, staleAccess } from "./steps/refuse.ts";

/**
 * Ends the impersonation of a request and returns to the actor's own session, whose token its cookie carries: redeems that
 * token by the rotation table. Repeated and concurrent calls return to the same session, also after the impersonation has
 * ended. Without an impersonation, the outcome is that of `resolve`.
 */
export async function endImpersonation(call: Call): Promise<Outcome> {
  requireStore(call.context, "endImpersonation");
  return call.credentials.malformed ? unauthenticated("malformed") : orUnavailable(end(call));
}

async function end(call: Call): Promise<Outcome> {
  const { backend, denylist } = call.context;
  const record = await recordOf(call);
  const isImpersonation = record !== null && record.actorId !== null;
  const actorToken = actorTokenOf(call);
  if (!isImpersonation && actorToken === null) return resolve(call);
  if (isImpersonation) {
    // Not as signed out: a late answer to a request of the impersonation brings the actor's token back.
    denylist.end(record.id, REVOKED);
    await backend.end(call, record, REVOKED);
  }
  return actorToken === null
    ? unauthenticated("absent", clearCookies(call))
    : returnTo(call, actorToken);
}

async function returnTo(call: Call, actorToken: string): Promise<Outcome> {
  const { specs } = call.credentials;
  const proven = await provenUntil(call, actorToken);
  const redeemed = await call.context.backend.redeem(call, actorToken, {
    write: true,
    isProven: proven !== null,
    async answer(accepted) {
      const isBound = isBindingRequired(readBoundKey(accepted.record.boundKey));
      const accessEndsAt = isBound ? (proven ?? undefined) : undefined;
      const { answer } = await issue(call, accepted, { explicit: false, accessEndsAt });
      const isSet = answer.cookies.some(({ name }) => name === specs.session.name);
      // A token from before a renewal: it stays as it is, and replaces that of the impersonation.
      const held = isSet ? [] : [setCookie(specs.session, actorToken, null)];
      return { ...answer, cookies: [...staleAccess(call), ...answer.cookies, ...held] };
    },
  });
  if (redeemed.status === "answered") return redeemed.answer;
  // The browser proves the key before its next request.
  if (redeemed.reason === "binding_required")
    return unauthenticated("binding_required", handBack(specs, actorToken));
  const own = call.with({ accessToken: null, sessionToken: actorToken });
  const refused = await refuse(own, redeemed.reason, redeemed.id);
  const cookies = [deleteCookie(specs.session), deleteCookie(specs.access)];
  return { ...refused, cookies };
}

/** The actor's token as the cookie, in place of that of the impersonation, and no other credential. */
function handBack({ session, access }: CookieSpecs, actorToken: string): SetCookie[] {
  return [setCookie(session, actorToken, null), deleteCookie(access)];
}

/**
 * Until when an access token proves the key that the actor's session is bound to. Null if there is none, or if it is not of an
 * impersonation by that session.
 */
async function provenUntil(call: Call, actorToken: string): Promise<number | null> {
  const { device, backend } = call.context;
  const access = device && (await presentedAccess(call));
  const isOwn = access?.actor?.sessionId === backend.sessionIdOf(actorToken);
  return access?.bound && isOwn ? access.tokenExpiresAt : null;
}
