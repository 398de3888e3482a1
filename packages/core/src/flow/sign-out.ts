import { ImpersonatedError, SessionRequiredError } from "../base/errors.ts";
import { readChoice } from "../base/option-values.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import { REVOKED, SIGNED_OUT } from "../session/denylist.ts";
import type { Reason } from "../session/reasons.ts";
import { isStoreError } from "../store/deadline.ts";
import type { SessionRecord } from "../store/session-store.ts";
import { adopted, retireOld } from "./adopt.ts";
import type { Call } from "./call.ts";
import { checkBinding } from "./steps/device-binding.ts";
import { endPresented, livingOwnerOf, ownerOf, presentedAccess } from "./steps/owner.ts";
import { clearCookies } from "./steps/refuse.ts";

/** Which sessions end: the one of the request, the user's others, or all of them. */
export type SignOutScope = "current" | "others" | "all";

export interface SignedOut {
  /** How many sessions ended. */
  readonly revoked: number;
  /** `absent` if the credentials identify no session, or one that had ended; else null. */
  readonly reason: Reason | null;
  readonly cookies: readonly SetCookie[];
}

/**
 * Ends the session of the request's credentials. A session token that was replaced also signs out. Clears the cookies,
 * except for scope `others` and for bearer and body requests. In an impersonation, also ends the actor's own session that
 * the cookie carries; the other scopes throw `ImpersonatedError`. In a bound session without a proof of its key, they throw
 * `SessionRequiredError` (`binding_required`). Idempotent.
 *
 * Rejects with `SessionConfigError` for an unknown scope; with `SessionStoreError` in an outage: this process then rejects the
 * session, and the cookies stay, so that the client can retry.
 */
export async function signOut(presented: Call, scope: SignOutScope): Promise<SignedOut> {
  readChoice(scope, ["current", "others", "all"], "scope");
  const { call, found } = await adopted(presented);
  const living = scope === "current" ? null : await livingOwner(call, scope);
  if (scope === "others")
    return {
      revoked: await endOthers(call, living),
      reason: living ? null : "absent",
      cookies: [],
    };
  const { ended } = await endPresented(call);
  const revoked = ended + (await endOthers(call, living));
  const isCookie = call.credentials.transport === "cookie";
  const old = isCookie ? await retireOld(call, SIGNED_OUT, found) : [];
  // Another request of this browser may have ended the session since it was read.
  const reason = living || ended > 0 ? null : "absent";
  return { revoked, reason, cookies: [...clearCookies(call), ...old] };
}

/** Ends the other sessions of a user. Returns how many. */
async function endOthers(call: Call, living: SessionRecord | null): Promise<number> {
  if (!living || living.userId === null) return 0;
  const { backend } = call.context;
  return (await backend.endUser(call, living.userId, living.id, REVOKED)).length;
}

/** Only a session that is alive ends others. If the store fails, the session itself is over in this process all the same. */
async function livingOwner(call: Call, scope: SignOutScope): Promise<SessionRecord | null> {
  try {
    const owner = await livingOwnerOf(call);
    if (owner?.actorId != null) throw new ImpersonatedError();
    if (owner && !(await isProven(call, owner)))
      throw new SessionRequiredError("binding_required", "binding_required");
    return owner;
  } catch (error) {
    if (scope === "all" && isStoreError(error)) await ownerOf(call, SIGNED_OUT);
    throw error;
  }
}

/** A copied session token of a bound session ends that session, and no other. */
async function isProven(call: Call, record: SessionRecord): Promise<boolean> {
  const access = await presentedAccess(call);
  if (access?.id === record.id) return true;
  return (await checkBinding(call, record, call.context.now(), {})) !== null;
}
