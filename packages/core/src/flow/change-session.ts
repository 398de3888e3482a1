import { isPrefetch, type SessionRequest } from "../request/request.ts";
import type { Outcome } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import type { AccessClaims } from "../tokens/access-token.ts";
import type { Change, Redeemed } from "./backend/backend.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { accessEndOf } from "./steps/access-end-of.ts";
import { issue } from "./steps/issue.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import { presentedAccess } from "./steps/presented-access.ts";
import { type Credentials, readCredentials } from "./steps/read-credentials.ts";
import { refuseToken } from "./steps/refuse-token.ts";
import { toSession, unchanged } from "./steps/to-session.ts";

export interface ExplicitChange extends Change {
  /** Emits the event and records the activity after the change. */
  announce(call: Call, session: Session): void | Promise<void>;
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
 */
export function changeSession(
  context: Context,
  session: Session | string,
  request: SessionRequest | undefined,
  change: ExplicitChange,
): Promise<Outcome> {
  return orUnavailable(changeStored(context, session, request, change));
}

async function changeStored(
  context: Context,
  session: Session | string,
  request: SessionRequest | undefined,
  change: ExplicitChange,
): Promise<Outcome> {
  const id = typeof session === "string" ? session : session.id;
  const call = new Call(context, request);
  const credentials = request ? readCredentials(context, request) : null;
  const redeemed = credentials
    ? await withCredentials(context, call, id, session, credentials, change)
    : await recordOnly(context, call, session, change);
  if (redeemed.status === "answered") {
    const { answer } = redeemed;
    await change.announce(call, answer.session);
    return request && isPrefetch(request) ? { ...answer, cookies: [] } : answer;
  }
  return credentials && request
    ? refuseToken(context, request, credentials, { ...redeemed, id: redeemed.id ?? id })
    : { status: "unauthenticated", session: null, reason: redeemed.reason, cookies: [] };
}

async function withCredentials(
  context: Context,
  call: Call,
  id: string,
  session: Session | string,
  credentials: Credentials,
  change: ExplicitChange,
): Promise<Redeemed> {
  const { sessionToken, transport, specs } = credentials;
  const explicit = change.changesData ? "data" : false;
  const access = await presentedAccess(context, credentials);
  if (sessionToken !== null && context.backend.sessionIdOf(sessionToken) === id)
    return bySessionToken(context, call, credentials, sessionToken, change, ownAccess(access, id));
  if (access?.id !== id) return recordOnly(context, call, session, change);
  return context.backend.amend(call, session, {
    write: true,
    change,
    answer: async (accepted) => {
      const issued = await issue(
        context,
        { ...accepted, position: access },
        {
          transport,
          specs,
          explicit,
          accessEndsAt: access.tokenExpiresAt,
          authenticatedAt:
            change.authenticatedAt ??
            Math.min(access.authenticatedAt, accepted.record.authenticatedAt.getTime()),
        },
      );
      return issued.answer;
    },
  });
}

function ownAccess(access: AccessClaims | null, id: string): AccessClaims | null {
  return access?.id === id ? access : null;
}

/** @param access of the same session. It proves the key of a bound session, and the new access token ends with it */
function bySessionToken(
  context: Context,
  call: Call,
  { transport, specs }: Credentials,
  sessionToken: string,
  change: ExplicitChange,
  access: AccessClaims | null,
): Promise<Redeemed> {
  const explicit = change.changesData ? "data" : false;
  return context.backend.redeem(call, sessionToken, {
    write: true,
    isProven: access !== null,
    change,
    async answer(accepted) {
      if (!context.access && !accepted.changed) {
        const proven = accepted.authenticatedAt.getTime();
        return unchanged(context, toSession(context, accepted, proven), null);
      }
      const issued = await issue(context, accepted, {
        ...{ transport, specs, explicit },
        accessEndsAt: accessEndOf(accepted, access),
        offers: change.renews && transport === "cookie",
      });
      return issued.answer;
    },
  });
}

function recordOnly(
  context: Context,
  call: Call,
  session: Session | string,
  change: ExplicitChange,
): Promise<Redeemed> {
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
