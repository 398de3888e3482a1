import { ImpersonatedError, SessionRequiredError } from "../base/errors.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import type { SessionRequest } from "../request/request.ts";
import type { Reason } from "../session/reasons.ts";
import { isStoreError } from "../store/deadline.ts";
import type { SessionRecord } from "../store/session-store.ts";
import { findAndAdopt, retireOld } from "./adopt.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { denyActorOf, endActorOf } from "./steps/actor-session.ts";
import { checkBinding } from "./steps/check-binding.ts";
import { livingOwnerOf, ownerOf } from "./steps/owner-of.ts";
import { presentedAccess } from "./steps/presented-access.ts";
import type { Credentials } from "./steps/read-credentials.ts";
import type { Found } from "./steps/read-old.ts";
import { clearCookies } from "./steps/refuse.ts";

/** Which sessions end: the one of the request, the user's others, or all of them. */
export type SignOutScope = "current" | "others" | "all";

export interface SignedOut {
  /** How many sessions ended. */
  readonly revoked: number;
  /** `absent` if the credentials identify no session, else null. */
  readonly reason: Reason | null;
  readonly cookies: readonly SetCookie[];
}

const ENDING = { reason: "revoked", cookiesCleared: true } as const;
/** For the sessions of other browsers. */
const ELSEWHERE = { reason: "revoked", cookiesCleared: false } as const;

/**
 * Ends the session of the request's credentials. A session token that was replaced also signs out. Clears the cookies,
 * except for scope `others` and for bearer and body requests. In an impersonation, also ends the actor's own session that
 * the cookie carries; the other scopes throw `ImpersonatedError`. In a bound session without a proof of its key, they throw
 * `SessionRequiredError` (`binding_required`). Idempotent.
 *
 * Rejects with `SessionStoreError` in an outage: this process then rejects the session, and the cookies stay, so that the
 * client can retry.
 */
export async function signOut(
  context: Context,
  request: SessionRequest,
  scope: SignOutScope,
  presented: Credentials,
): Promise<SignedOut> {
  const { credentials, found } = await adoptedCredentials(context, request, presented);
  const call = new Call(context, request);
  const living = await livingOwner(context, call, credentials, scope);
  if (scope !== "others") denyActorOf(context, credentials, ENDING);
  const owner = scope === "others" ? living : await ownerOf(context, call, credentials, ENDING);
  const cookies =
    scope === "others"
      ? []
      : [
          ...clearCookies(context, credentials),
          ...(await endOld(context, request, credentials, found)),
        ];
  const actors = scope === "others" ? 0 : await endActorOf(context, call, credentials, ENDING);
  if (!owner) return { revoked: actors, reason: actors === 0 ? "absent" : null, cookies };
  const isRemoved = scope !== "others" && (await context.backend.end(call, owner, ENDING));
  const removed = (isRemoved ? 1 : 0) + actors;
  const userId = living?.userId ?? null;
  const others =
    living && userId !== null
      ? await context.backend.endUser(call, userId, living.id, ELSEWHERE)
      : [];
  return { revoked: removed + others.length, reason: null, cookies };
}

/** A session of another library is adopted first, so that all scopes apply to it. */
async function adoptedCredentials(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
): Promise<{ credentials: Credentials; found: Found | null }> {
  const adopted = await findAndAdopt(context, request, credentials);
  if (!adopted) return { credentials, found: null };
  const { found, outcome } = adopted;
  const cookie = outcome.cookies.find(({ name }) => name === credentials.specs.session.name);
  return {
    credentials: cookie ? { ...credentials, sessionToken: cookie.value } : credentials,
    found,
  };
}

async function endOld(
  context: Context,
  request: SessionRequest,
  { transport }: Credentials,
  found: Found | null,
): Promise<SetCookie[]> {
  return context.adoption && transport === "cookie" ? retireOld(context, request, 0, found) : [];
}

/** Only a session that is alive ends others. If the store fails, the session itself is over in this process all the same. */
async function livingOwner(
  context: Context,
  call: Call,
  credentials: Credentials,
  scope: SignOutScope,
): Promise<SessionRecord | null> {
  if (scope === "current") return null;
  try {
    const owner = await livingOwnerOf(context, call, credentials);
    if (owner?.actorId != null) throw new ImpersonatedError();
    if (owner && !(await isProven(context, call, credentials, owner)))
      throw new SessionRequiredError("binding_required", "binding_required");
    return owner;
  } catch (error) {
    if (scope === "all" && isStoreError(error)) await ownerOf(context, call, credentials, ENDING);
    throw error;
  }
}

/** A copied session token of a bound session ends that session, and no other. */
async function isProven(
  context: Context,
  call: Call,
  credentials: Credentials,
  record: SessionRecord,
): Promise<boolean> {
  const access = await presentedAccess(context, credentials);
  if (access?.id === record.id) return true;
  return (await checkBinding(context, call, record, context.now(), {})) !== null;
}
