import { deleteCookie } from "../cookies/set-cookie.ts";
import { REVOKED } from "../session/denylist.ts";
import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { SessionRecord } from "../store/session-store.ts";
import type { AccessClaims } from "../tokens/access-token.ts";
import type { Call } from "./call.ts";
import { requireStore } from "./impersonate.ts";
import { resolve } from "./resolve.ts";
import { orUnavailable } from "./steps/answers.ts";
import { issue } from "./steps/issue.ts";
import { actorTokenOf, ownerOf, presentedAccess, recordOf } from "./steps/owner.ts";
import { actorCookie, changingCookies, clearCookies, staleAccess } from "./steps/refuse.ts";

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
  const impersonation = await impersonationOf(call);
  if (!impersonation) return resolve(call);
  const { id, record } = impersonation;
  // Not as signed out: a late answer to a request of the impersonation brings the actor's token back.
  denylist.end(id, REVOKED);
  if (record) await backend.end(call, record, REVOKED);
  const actorToken = actorTokenOf(call);
  return actorToken === null
    ? unauthenticated("absent", clearCookies(call))
    : returnTo(call, actorToken, id);
}

/**
 * The impersonation that the credentials name. Null if they name another session. `record` is null if it has ended, which this
 * process may not know yet.
 */
async function impersonationOf(
  call: Call,
): Promise<{ readonly id: string; readonly record: SessionRecord | null } | null> {
  const owner = await ownerOf(call, null);
  const record = await recordOf(call, owner);
  if (record) return record.actorId === null ? null : { id: record.id, record };
  if (owner) return "actor" in owner && owner.actor ? { id: owner.id, record } : null;
  const { context, credentials } = call;
  const isOfActor = actorTokenOf(call) !== null;
  const id = isOfActor ? context.backend.sessionIdOf(credentials.sessionToken as string) : null;
  return id === null ? null : { id, record };
}

/** @param impersonationId its ending says whether a sign-in or a sign-out has replaced the cookies meanwhile */
async function returnTo(call: Call, actorToken: string, impersonationId: string): Promise<Outcome> {
  const { specs } = call.credentials;
  const { denylist } = call.context;
  const proof = await proofOf(call, actorToken);
  const redeemed = await call.context.backend.redeem(call, actorToken, {
    write: true,
    proof,
    async answer(accepted) {
      const { answer } = await issue(call, accepted, { explicit: false, proof });
      const isSet = answer.cookies.some(({ name }) => name === specs.session.name);
      // A token from before a renewal: it stays as it is, and replaces that of the impersonation.
      const held = isSet ? [] : [await actorCookie(call, actorToken)];
      return { ...answer, cookies: [...staleAccess(call), ...answer.cookies, ...held] };
    },
  });
  if (redeemed.status === "answered") return redeemed.answer;
  const { reason } = redeemed;
  // With a bound session, the browser proves the key before its next request.
  const session =
    reason === "binding_required"
      ? await actorCookie(call, actorToken)
      : deleteCookie(specs.session);
  return changingCookies(
    call.context,
    unauthenticated(reason, [session, deleteCookie(specs.access)]),
    () => denylist.endingOf(impersonationId)?.cookiesCleared !== true,
  );
}

/**
 * An access token that proves the key which the actor's session is bound to. Null if there is none, or if it is not of an
 * impersonation by that session.
 */
async function proofOf(call: Call, actorToken: string): Promise<AccessClaims | null> {
  const { device, backend } = call.context;
  const access = device && (await presentedAccess(call));
  const isOwn = access?.actor?.sessionId === backend.sessionIdOf(actorToken);
  return access?.bound && isOwn ? access : null;
}
