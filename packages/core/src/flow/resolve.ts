import { systemClock } from "../base/clock.ts";
import { isPrefetch, type SessionRequest } from "../request/request.ts";
import { endingOf } from "../session/actor.ts";
import { type Authenticated, type Outcome, unauthenticated } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { type AccessClaims, isOver } from "../tokens/access-token.ts";
import type { Context } from "./context.ts";
import { adoptOrAbsent, redeemToken } from "./refresh.ts";
import { resolveFromStore } from "./resolve-from-store.ts";
import { resolveUnproven } from "./resolve-unproven.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import type { Credentials } from "./steps/read-credentials.ts";
import { refuse } from "./steps/refuse.ts";
import { secondsUntil } from "./steps/to-session.ts";
import { withoutPrefetchCookies } from "./steps/without-prefetch-cookies.ts";

export interface ResolveOptions {
  /** `"token"` accepts an access token until it expires; `"store"` reads the record now. Default: `"token"`. */
  readonly verify?: "token" | "store" | undefined;
  /** False if cookies cannot be set, such as in a server component: nothing is extended or rotated. */
  readonly write?: boolean | undefined;
  /**
   * `"optional"` also returns a bound session without a proof of its key, which is never fresh: for a page where the user
   * proves who they are, since their browser has lost the key. Default: `"required"`.
   */
  readonly binding?: "required" | "optional" | undefined;
}

/**
 * Returns the session of a request. Never rejects because of client input; an outage is the outcome `unavailable`. If an
 * access token signed with the secret is accepted, the returned promise is already resolved.
 */
export function resolve(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  options: ResolveOptions = {},
): Promise<Outcome> {
  const { malformed, accessToken } = credentials;
  if (malformed) return Promise.resolve(unauthenticated("malformed"));
  if (accessToken === null || !context.access)
    return bySessionToken(context, request, credentials, options, null);
  const verified = context.access.verify(accessToken);
  if (verified instanceof Promise)
    return verified.then((token) => byAccessToken(context, request, credentials, options, token));
  return byAccessToken(context, request, credentials, options, verified);
}

function byAccessToken(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  options: ResolveOptions,
  token: AccessClaims | null,
): Promise<Outcome> {
  const now = context.now();
  if (!token || !isAccepted(context, credentials, token, now))
    return bySessionToken(context, request, credentials, options, token);
  if (options.verify === "store" && context.mode === "jwt")
    return resolveFromStore(context, request, credentials, options, token);
  if (context.revocations && !context.revocations.isCurrent(systemTime(context, now)))
    return byLateDenylist(context, request, credentials, options, token);
  if (!isTrusted(context, token, now))
    return credentials.sessionToken === null || token.bound
      ? resolveFromStore(context, request, credentials, options, token)
      : bySessionToken(context, request, credentials, options, token);
  return Promise.resolve(signed(context, token, now));
}

/** One session per request: an access token of another session, or of an older position, is ignored. */
function isAccepted(
  context: Context,
  { sessionToken, transport }: Credentials,
  token: AccessClaims,
  now: number,
): boolean {
  // The access cookie of a bound session survives the browser; a session that ends with the browser does not.
  const isLeft = context.device && transport === "cookie" && sessionToken === null;
  return (
    !(isLeft && !token.remember) &&
    !isOver(token, now) &&
    !endingOf(context.denylist, token) &&
    (sessionToken === null || context.backend.agrees(sessionToken, token))
  );
}

/** If not, the store decides about the session: its tokens were issued before an entry for its user, or for all users. */
function isTrusted(
  { denylist, feed, revocation }: Context,
  token: AccessClaims,
  now: number,
): boolean {
  const { actor, issuedAt } = token;
  if (denylist.isOutdated(token)) return false;
  // An impersonation ends with the session of its actor.
  if (actor && denylist.isOutdated({ userId: actor.userId, issuedAt: issuedAt ?? 0 })) return false;
  return !feed || now - (issuedAt ?? 0) <= revocation.longestAccess;
}

/** Undefined if the application has set a clock, which may stand still. */
function systemTime(context: Context, now: number): number | undefined {
  return context.now === systemClock ? now : undefined;
}

/** Waits for the feed. If it cannot be read, the store decides; if that fails as well, `whenUnavailable`. */
async function byLateDenylist(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  options: ResolveOptions,
  token: AccessClaims,
): Promise<Outcome> {
  if (await context.revocations?.catchUp())
    return byAccessToken(context, request, credentials, options, token);
  const outcome = await resolveFromStore(context, request, credentials, options, token);
  if (outcome.reason !== "unavailable") return outcome;
  const { id: sessionId, userId } = token;
  const { whenUnavailable } = context.revocation;
  context.emit("session.unverified", { sessionId, userId, decision: whenUnavailable });
  const now = context.now();
  const trusts = whenUnavailable === "trust" && isTrusted(context, token, now);
  return trusts ? signed(context, token, now) : outcome;
}

/** The session in the access token. A new object for each request, so that its user is loaded once per request. */
function signed(context: Context, token: AccessClaims, now: number): Authenticated<Session> {
  const session: Session = Object.freeze({
    id: token.id,
    userId: token.sessionUserId as string,
    createdAt: token.createdAt,
    authenticatedAt: token.authenticatedAt,
    expiresAt: token.expiresAt,
    absoluteExpiresAt: token.absoluteExpiresAt,
    remember: token.remember,
    actor: token.sessionActor as Session["actor"],
    claims: token.claims,
    data: token.data,
  });
  if (token.bound && context.device) context.boundSessions.add(session);
  return {
    status: "authenticated",
    session,
    reason: null,
    cookies: NO_COOKIES,
    tokens: null,
    expiresIn: secondsUntil(token.tokenExpiresAt, now),
    verified: "token",
  };
}

const NO_COOKIES = Object.freeze([]);

/** @param access a genuine access token that was not accepted, or null */
function bySessionToken(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  options: ResolveOptions,
  access: AccessClaims | null,
): Promise<Outcome> {
  const { sessionToken } = credentials;
  const mayWrite = options.write ?? true;
  if (context.adoption && sessionToken === null && credentials.accessToken === null && mayWrite)
    return orUnavailable(adoptOrAbsent(context, request, credentials));
  if (sessionToken === null)
    return withoutPrefetchCookies(request, withoutSessionToken(context, credentials, access));
  if (options.binding === "optional")
    return withoutPrefetchCookies(
      request,
      resolveUnproven(context, request, credentials, sessionToken),
    );
  const write = mayWrite && context.refreshInline && !isPrefetch(request);
  const issues = credentials.transport === "cookie";
  const outcome = orUnavailable(
    redeemToken(context, request, credentials, sessionToken, { write, issues }),
  );
  return write ? outcome : withoutPrefetchCookies(request, outcome);
}

async function withoutSessionToken(
  context: Context,
  credentials: Credentials,
  access: AccessClaims | null,
): Promise<Outcome> {
  if (credentials.accessToken === null || !context.access) return unauthenticated("absent");
  if (!access) return refuse(context, credentials, "malformed", null);
  const denied = endingOf(context.denylist, access);
  if (denied) return refuse(context, credentials, denied.reason, access.id);
  const now = context.now();
  // The session may still be active: its token may be limited to the base path, or stored by the client.
  if (now < access.expiresAt) return unauthenticated("absent");
  const reason = now < access.absoluteExpiresAt ? "expired_idle" : "expired_absolute";
  return refuse(context, credentials, reason, access.id);
}
