import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import type { AccessClaims } from "../tokens/access-token.ts";
import type { Change, Redeemed } from "./backend/backend.ts";
import type { Call } from "./call.ts";
import { orUnavailable, withoutGuest } from "./steps/answers.ts";
import { accessEndOf } from "./steps/device-binding.ts";
import { issue } from "./steps/issue.ts";
import { presentedAccess } from "./steps/owner.ts";
import { refuseToken } from "./steps/refuse.ts";
import { toSession, unchanged } from "./steps/to-session.ts";

export interface ExplicitChange extends Change {
  /**
   * Emits the event and records the activity after the change.
   *
   * @param userId null for a guest
   */
  announce(sessionId: string, userId: string | null): void | Promise<void>;
  /** True for an update: data that is too large throws. */
  readonly changesData: boolean;
  /** Milliseconds: the user has proved who they are, and the answer says so, whatever credential was presented. */
  readonly authenticatedAt?: number;
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
  return orUnavailable(changeStored(call, session, change));
}

async function changeStored(
  call: Call,
  session: Session | string,
  change: ExplicitChange,
): Promise<Outcome> {
  const { context } = call;
  const id = typeof session === "string" ? session : session.id;
  const redeemed = await withCredentials(call, id, session, change);
  if (redeemed.status === "answered") {
    const { answer } = redeemed;
    const userId = answer.session.userId as string | null;
    await change.announce(id, userId === null ? null : context.userIds.format(userId));
    const outcome = withoutGuest(context, answer);
    return call.isPrefetch ? { ...outcome, cookies: [] } : outcome;
  }
  // It has not ended: its cookies are kept.
  if (redeemed.reason === "guest") return unauthenticated("guest");
  return call.request
    ? refuseToken(call, { ...redeemed, id: redeemed.id ?? id })
    : unauthenticated(redeemed.reason);
}

async function withCredentials(
  call: Call,
  id: string,
  session: Session | string,
  change: ExplicitChange,
): Promise<Redeemed> {
  const { backend } = call.context;
  const { sessionToken } = call.credentials;
  const presented = await presentedAccess(call);
  const access = presented?.id === id ? presented : null;
  if (sessionToken !== null && backend.sessionIdOf(sessionToken) === id)
    return bySessionToken(call, sessionToken, change, access);
  return access ? byAccessToken(call, session, change, access) : recordOnly(call, session, change);
}

/** @param access of the same session. It proves the key of a bound session, and the new access token ends with it */
function bySessionToken(
  call: Call,
  sessionToken: string,
  change: ExplicitChange,
  access: AccessClaims | null,
): Promise<Redeemed> {
  const { context, credentials } = call;
  return context.backend.redeem(call, sessionToken, {
    write: true,
    isProven: access !== null,
    change,
    async answer(accepted) {
      if (!context.access && !accepted.changed) {
        const proven = accepted.authenticatedAt.getTime();
        return unchanged(context, toSession(context, accepted, proven), null);
      }
      const issued = await issue(call, accepted, {
        explicit: explicitOf(change),
        accessEndsAt: accessEndOf(accepted.record, access),
        offers: change.renews && credentials.transport === "cookie",
      });
      return issued.answer;
    },
  });
}

function byAccessToken(
  call: Call,
  session: Session | string,
  change: ExplicitChange,
  access: AccessClaims,
): Promise<Redeemed> {
  return call.context.backend.amend(call, session, {
    write: true,
    change,
    async answer(accepted) {
      const recorded = accepted.record.authenticatedAt.getTime();
      const position = { ...accepted, position: access };
      const { answer } = await issue(call, position, {
        explicit: explicitOf(change),
        accessEndsAt: access.tokenExpiresAt,
        authenticatedAt: change.authenticatedAt ?? Math.min(access.authenticatedAt, recorded),
      });
      return answer;
    },
  });
}

function explicitOf({ changesData }: ExplicitChange): "data" | false {
  return changesData ? "data" : false;
}

function recordOnly(
  call: Call,
  session: Session | string,
  change: ExplicitChange,
): Promise<Redeemed> {
  const { context } = call;
  return context.backend.amend(call, session, {
    write: true,
    change,
    answer(accepted) {
      const recorded = accepted.record.authenticatedAt.getTime();
      const known = typeof session === "string" ? recorded : session.authenticatedAt;
      const proven = change.authenticatedAt ?? Math.min(known, recorded);
      return unchanged(context, toSession(context, accepted, proven), null);
    },
  });
}
