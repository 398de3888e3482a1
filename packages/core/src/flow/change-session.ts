import { isPrefetch, type SessionRequest } from "../request/request.ts";
import type { Outcome } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import type { Change, Redeemed } from "./backend/backend.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
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
  let refused: Redeemed | null = null;
  if (sessionToken !== null && context.backend.sessionIdOf(sessionToken) === id) {
    const redeemed = await context.backend.redeem(call, sessionToken, {
      write: true,
      isProven: change.renews && (await presentedAccess(context, credentials))?.id === id,
      change,
      answer: async (accepted) =>
        !context.access && !accepted.changed
          ? unchanged(
              context,
              toSession(context, accepted, accepted.authenticatedAt.getTime()),
              null,
            )
          : (
              await issue(context, accepted, {
                ...{ transport, specs, explicit },
                offers: change.renews && transport === "cookie",
              })
            ).answer,
    });
    if (redeemed.status === "answered" || redeemed.reason !== "binding_required") return redeemed;
    refused = redeemed;
  }
  // Without a proof of its key, a bound session is changed by its access token, which gains no life by it.
  const access = await presentedAccess(context, credentials);
  if (access?.id !== id) return refused ?? recordOnly(context, call, session, change);
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
