import { deleteCookie, type SetCookie } from "../cookies/set-cookie.ts";
import type { SessionRequest } from "../request/request.ts";
import { actorOf } from "../session/actor.ts";
import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { SessionRecord } from "../store/session-store.ts";
import type { AccessClaims } from "../tokens/access-token.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { requireStore } from "./impersonate.ts";
import { resolve } from "./resolve.ts";
import { accessEndOf } from "./steps/access-end-of.ts";
import { actorCookie, actorTokenOf } from "./steps/actor-session.ts";
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
  const record = await impersonationOf(context, call, credentials);
  const actorToken = actorTokenOf(context, credentials);
  if (!record && actorToken === null) return resolve(context, request, credentials);
  if (record) {
    context.denylist.end(record.id, ENDING);
    await context.backend.end(call, record, ENDING);
  }
  return actorToken === null
    ? unauthenticated("absent", clearCookies(context, credentials))
    : returnTo(context, call, credentials, actorToken);
}

/** The record of the impersonation that the credentials name. Null if they name another session, or it has ended. */
async function impersonationOf(
  context: Context,
  call: Call,
  credentials: Credentials,
): Promise<SessionRecord | null> {
  const owner = await ownerOf(context, call, credentials, null);
  if (!owner) return null;
  const record = "version" in owner ? owner : await call.store.find(owner.id);
  return record && actorOf(record) ? record : null;
}

async function returnTo(
  context: Context,
  call: Call,
  credentials: Credentials,
  actorToken: string,
): Promise<Outcome> {
  const { transport, specs } = credentials;
  const proof = await proofOf(context, credentials, actorToken);
  const redeemed = await context.backend.redeem(call, actorToken, {
    write: true,
    isProven: proof !== null,
    async answer(accepted) {
      const { answer } = await issue(context, accepted, {
        ...{ transport, specs, explicit: false },
        accessEndsAt: accessEndOf(accepted, proof),
      });
      const isSet = answer.cookies.some(({ name }) => name === specs.session.name);
      // A token from before a renewal: it stays as it is, and replaces that of the impersonation.
      const held = isSet ? [] : [await actorCookie(context, call, specs, actorToken)];
      return {
        ...answer,
        cookies: [...staleAccess(context, credentials), ...answer.cookies, ...held],
      };
    },
  });
  if (redeemed.status === "answered") return redeemed.answer;
  // The browser proves the key before its next request.
  if (redeemed.reason === "binding_required")
    return unauthenticated("binding_required", [
      await actorCookie(context, call, specs, actorToken),
      deleteCookie(specs.access),
    ]);
  const own = { ...credentials, accessToken: null, sessionToken: actorToken };
  const refused = await refuse(context, own, redeemed.reason, redeemed.id);
  const cookies = [deleteCookie(specs.session), deleteCookie(specs.access)];
  return { ...refused, cookies };
}

/**
 * An access token that proves the key which the actor's session is bound to. Null if there is none, or if it is not of an
 * impersonation by that session.
 */
async function proofOf(
  context: Context,
  credentials: Credentials,
  actorToken: string,
): Promise<AccessClaims | null> {
  const access = context.device && (await presentedAccess(context, credentials));
  const isOwn = access?.actor?.sessionId === context.backend.sessionIdOf(actorToken);
  return access?.bound && isOwn ? access : null;
}

/** In the `database` strategy: an access cookie of a `jwt` process beside it would answer as the user before. */
function staleAccess(context: Context, { accessToken, specs }: Credentials): SetCookie[] {
  return context.access || accessToken === null ? [] : [deleteCookie(specs.access)];
}
