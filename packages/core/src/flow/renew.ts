import { ImpersonatedError, SessionRequiredError } from "../base/errors.ts";
import { checkId } from "../base/text.ts";
import type { SessionRequest } from "../request/request.ts";
import { type Outcome, unauthenticated } from "../session/outcome.ts";
import { renewal } from "../session/rotation.ts";
import type { Session } from "../session/session.ts";
import type { Call } from "./call.ts";
import { changeSession } from "./change-session.ts";
import type { Context } from "./context.ts";

export interface RenewOptions {
  /** The request that carries the session: its session token gets the new position. */
  readonly request?: SessionRequest | undefined;
  /** True if the user has just proved who they are again (step-up): the session is fresh from now. Default: false. */
  readonly authenticated?: boolean | undefined;
  /** `"bearer"`: only for a request with a bearer token. Others are unauthenticated, and nothing is renewed. */
  readonly transport?: "bearer" | undefined;
}

/**
 * Issues new credentials for a session, at a change of privilege or a step-up (OWASP ASVS 7.2.4). The replaced token is
 * accepted for the grace period, without the new freshness; after it, it branches or counts as reuse. Id, absolute expiry
 * and data do not change. For a request with an access token alone, issues an access token with the same expiry, and no
 * session token. In an impersonation, `authenticated` rejects with `ImpersonatedError`.
 */
export async function renew(
  call: Call,
  session: Session,
  { authenticated = false, transport }: RenewOptions = {},
): Promise<Outcome> {
  const { context } = call;
  if (transport && call.credentials.transport !== transport) return unauthenticated("absent");
  checkId(session?.id, "session.id");
  if (authenticated && session.actor) throw new ImpersonatedError();
  return changeSession(call, session, {
    explicit: false,
    renews: authenticated,
    needsUser: true,
    // A token from before a step-up reaches the new position only with a proof of its own.
    apply: (record, at, held) =>
      held && !authenticated ? {} : renewal(record, at, context.timing, authenticated),
    async announce(sessionId, userId) {
      call.emit("session.renewed", { sessionId, userId });
      if (authenticated && userId !== null) await call.record("stepped_up", { sessionId, userId });
    },
  });
}

/**
 * Whether the last proof of identity is younger than `maxAge` milliseconds (RFC 9470). False in an impersonation: its user
 * has proved nothing.
 */
export function isFresh(context: Context, session: Session, maxAge: number): boolean {
  return session.actor === null && context.now() - session.authenticatedAt < maxAge;
}

/** Throws `SessionRequiredError` (`session_not_fresh`) if `isFresh` is false. */
export function requireFresh(context: Context, session: Session, maxAge: number): void {
  if (!isFresh(context, session, maxAge)) throw new SessionRequiredError("session_not_fresh", null);
}
