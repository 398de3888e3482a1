import type { CookieSpecs } from "../cookies/cookie-policy.ts";
import { deleteCookie, type SetCookie, setCookie } from "../cookies/set-cookie.ts";
import type { SessionRequest } from "../request/request.ts";
import { actorOf } from "../session/actor.ts";
import { isBindingRequired, readBoundKey } from "../session/bound-key.ts";
import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { SessionRecord } from "../store/session-store.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { requireStore } from "./impersonate.ts";
import { resolve } from "./resolve.ts";
import { actorTokenOf } from "./steps/actor-session.ts";
import { issue } from "./steps/issue.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import { ownerOf } from "./steps/owner-of.ts";
import { presentedAccess } from "./steps/presented-access.ts";
import { type Credentials, readCredentials } from "./steps/read-credentials.ts";
import { clearCookies, refuse } from "./steps/refuse.ts";

/**
 * The cookies of the browser are not cleared: a late answer to a request of the impersonation brings the actor's token back.
 */
const ENDING = { reason: "revoked", cookiesCleared: false } as const;

/**
 * Ends the impersonation of a request and returns to the actor's own session, whose token its cookie carries: redeems that
 * token by the rotation table. Repeated and concurrent calls return to the same session, also after the impersonation has
 * ended. Without an impersonation, the outcome is that of `resolve`.
 */
export async function endImpersonation(
  context: Context,
  request: SessionRequest,
): Promise<Outcome> {
  requireStore(context, "endImpersonation");
  const credentials = readCredentials(context, request);
  if (credentials.malformed) return unauthenticated("malformed");
  return orUnavailable(end(context, request, credentials));
}

async function end(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
): Promise<Outcome> {
  const call = new Call(context, request);
  const impersonation = await impersonationOf(context, call, credentials);
  if (!impersonation) return resolve(context, request, credentials);
  const { id, record } = impersonation;
  context.denylist.end(id, ENDING);
  if (record) await context.backend.end(call, record, ENDING);
  const actorToken = actorTokenOf(context, credentials);
  return actorToken === null
    ? unauthenticated("absent", clearCookies(context, credentials))
    : returnTo(context, call, credentials, actorToken);
}

/**
 * The impersonation that the credentials name. Null if they name another session. `record` is null if it has ended, which this
 * process may not know yet.
 */
async function impersonationOf(
  context: Context,
  call: Call,
  credentials: Credentials,
): Promise<{ readonly id: string; readonly record: SessionRecord | null } | null> {
  const owner = await ownerOf(context, call, credentials, null);
  const record = owner && ("version" in owner ? owner : await call.store.find(owner.id));
  if (record) return actorOf(record) && { id: record.id, record };
  if (owner) return "actor" in owner && owner.actor ? { id: owner.id, record } : null;
  const isOfActor = actorTokenOf(context, credentials) !== null;
  const id = isOfActor ? context.backend.sessionIdOf(credentials.sessionToken as string) : null;
  return id === null ? null : { id, record };
}

async function returnTo(
  context: Context,
  call: Call,
  credentials: Credentials,
  actorToken: string,
): Promise<Outcome> {
  const { transport, specs } = credentials;
  const proven = await provenUntil(context, credentials, actorToken);
  const redeemed = await context.backend.redeem(call, actorToken, {
    write: true,
    isProven: proven !== null,
    async answer(accepted) {
      const accessEndsAt = isBindingRequired(readBoundKey(accepted.record.boundKey))
        ? (proven ?? undefined)
        : undefined;
      const { answer } = await issue(context, accepted, {
        ...{ transport, specs, accessEndsAt },
        explicit: false,
      });
      const isSet = answer.cookies.some(({ name }) => name === specs.session.name);
      // A token from before a renewal: it stays as it is, and replaces that of the impersonation.
      const held = isSet ? [] : [setCookie(specs.session, actorToken, null)];
      return {
        ...answer,
        cookies: [...staleAccess(context, credentials), ...answer.cookies, ...held],
      };
    },
  });
  if (redeemed.status === "answered") return redeemed.answer;
  // The browser proves the key before its next request.
  if (redeemed.reason === "binding_required")
    return unauthenticated("binding_required", handBack(specs, actorToken));
  const own = { ...credentials, accessToken: null, sessionToken: actorToken };
  const refused = await refuse(context, own, redeemed.reason, redeemed.id);
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
async function provenUntil(
  context: Context,
  credentials: Credentials,
  actorToken: string,
): Promise<number | null> {
  const access = context.device && (await presentedAccess(context, credentials));
  const isOwn = access?.actor?.sessionId === context.backend.sessionIdOf(actorToken);
  return access?.bound && isOwn ? access.tokenExpiresAt : null;
}

/** In the `database` strategy: an access cookie of a `jwt` process beside it would answer as the user before. */
function staleAccess(context: Context, { accessToken, specs }: Credentials): SetCookie[] {
  return context.access || accessToken === null ? [] : [deleteCookie(specs.access)];
}
