import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import type { AccessClaims } from "../tokens/access-token.ts";
import type { Change, Redeemed } from "./backend/backend.ts";
import type { Call } from "./call.ts";
import { orUnavailable, withoutGuest, withoutPrefetchCookies } from "./steps/answers.ts";
import { type IssueOptions, issue } from "./steps/issue.ts";
import { presentedAccess } from "./steps/owner.ts";
import { refuseToken, showsLoss } from "./steps/refuse.ts";
import { unchanged } from "./steps/to-session.ts";

export interface ExplicitChange extends Change {
  /**
   * Emits the event and records the activity after the change.
   *
   * @param userId null for a guest
   */
  announce(sessionId: string, userId: string | null): void | Promise<void>;
  /** As in `IssueOptions`: `"data"` for an update. */
  readonly explicit: IssueOptions["explicit"];
}

/**
 * Changes a session. The credentials of the request decide what is issued:
 *
 * - its session token: redeems it and makes the change in one compare-and-swap, and issues new credentials
 * - an access token alone: issues an access token with the same expiry and position
 * - no credential of that session: changes the record and issues nothing
 *
 * The outcome for a guest is unauthenticated, as that of its requests.
 */
export function changeSession(
  call: Call,
  session: Session | string,
  change: ExplicitChange,
): Promise<Outcome> {
  return withoutPrefetchCookies(call, orUnavailable(changeStored(call, session, change)));
}

async function changeStored(
  call: Call,
  session: Session | string,
  change: ExplicitChange,
): Promise<Outcome> {
  const { backend, userIds } = call.context;
  const { sessionToken } = call.credentials;
  const id = typeof session === "string" ? session : session.id;
  const presented = await presentedAccess(call);
  const access = presented?.id === id ? presented : null;
  const redeemed =
    sessionToken !== null && backend.sessionIdOf(sessionToken) === id
      ? await bySessionToken(call, sessionToken, change, access)
      : await withoutSessionToken(call, session, change, access);
  if (redeemed.status === "answered") {
    const { answer } = redeemed;
    const userId = answer.session.userId as string | null;
    await change.announce(id, userId === null ? null : userIds.format(userId));
    return withoutGuest(call.context, answer);
  }
  // It has not ended: its cookies are kept.
  if (redeemed.reason === "guest") return unauthenticated("guest");
  if (showsLoss(call.context, redeemed.reason, access)) return unauthenticated("absent");
  return call.request
    ? refuseToken(call, { ...redeemed, id: redeemed.id ?? id })
    : unauthenticated(redeemed.reason);
}

/** @param proof an access token of the same session */
function bySessionToken(
  call: Call,
  sessionToken: string,
  change: ExplicitChange,
  proof: AccessClaims | null,
): Promise<Redeemed> {
  const { context, credentials } = call;
  return context.backend.redeem(call, sessionToken, {
    write: true,
    proof,
    change,
    async answer(accepted) {
      if (!context.access && !accepted.changed) return unchanged(context, accepted);
      const issued = await issue(call, accepted, {
        explicit: change.explicit,
        proof,
        offers: change.renews && credentials.transport === "cookie",
      });
      return issued.answer;
    },
  });
}

/** @param access an access token of the same session; null if the request has no credential of it */
function withoutSessionToken(
  call: Call,
  session: Session | string,
  change: ExplicitChange,
  access: AccessClaims | null,
): Promise<Redeemed> {
  const known = access ?? (typeof session === "string" ? null : session);
  return call.context.backend.amend(call, session, change, async (accepted) => {
    // Only a proof of identity makes the answer fresher than what the caller has.
    const limit = change.renews || !known ? Number.POSITIVE_INFINITY : known.authenticatedAt;
    const authenticatedAt = Math.min(limit, accepted.authenticatedAt);
    if (!access) return unchanged(call.context, { ...accepted, authenticatedAt });
    const { explicit } = change;
    const { tokenExpiresAt: accessEndsAt } = access;
    const limited = { ...accepted, authenticatedAt, position: access };
    return (await issue(call, limited, { explicit, accessEndsAt })).answer;
  });
}
