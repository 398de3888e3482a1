import { isPrefetch, type SessionRequest } from "../request/request.ts";
import { isMinted } from "../session/forwarded-mark.ts";
import { expiryReason } from "../session/lifetime.ts";
import { type Authenticated, type Outcome, unauthenticated } from "../session/outcome.ts";
import { recordPresentation } from "../session/rotation-state.ts";
import type { Session } from "../session/session.ts";
import { type AccessClaims, isOver } from "../tokens/access-token.ts";
import { timeOf } from "./backend/load.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { redeemToken } from "./refresh.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import type { Credentials } from "./steps/read-credentials.ts";
import { refuse } from "./steps/refuse.ts";
import { secondsUntil, toSession, unchanged } from "./steps/to-session.ts";

export interface ResolveOptions {
  /** `"token"` accepts an access token until it expires; `"store"` reads the record now. Default: `"token"`. */
  readonly verify?: "token" | "store" | undefined;
  /** False if cookies cannot be set, such as in a server component: nothing is extended or rotated. */
  readonly write?: boolean | undefined;
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
  if (!token || !isAccepted(context, credentials, token))
    return bySessionToken(context, request, credentials, options, token);
  if (options.verify === "store" && context.mode === "jwt")
    return withoutPrefetchCookies(
      request,
      orUnavailable(byStore(context, request, credentials, options, token)),
    );
  return Promise.resolve(signed(context, token));
}

/** One session per request: an access token of another session, or of an older position, is ignored. */
function isAccepted(context: Context, { sessionToken }: Credentials, token: AccessClaims): boolean {
  return (
    !isOver(token, context.now()) &&
    !context.revoked.get(token.id) &&
    (sessionToken === null || context.backend.agrees(sessionToken, token))
  );
}

/** The session in the access token. A new object for each request, so that its user is loaded once per request. */
function signed(context: Context, token: AccessClaims): Authenticated<Session> {
  const session: Session = Object.freeze({
    id: token.id,
    userId: token.sessionUserId as string,
    createdAt: token.createdAt,
    authenticatedAt: token.authenticatedAt,
    expiresAt: token.expiresAt,
    absoluteExpiresAt: token.absoluteExpiresAt,
    remember: token.remember,
    claims: token.claims,
    data: token.data,
  });
  return {
    status: "authenticated",
    session,
    reason: null,
    cookies: NO_COOKIES,
    tokens: null,
    expiresIn: secondsUntil(token.tokenExpiresAt, context.now()),
    verified: "token",
  };
}

const NO_COOKIES = Object.freeze([]);

/** The stored session of an access token, no fresher than the token. Records that the client presented its position. */
async function byStore(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  { write = true }: ResolveOptions,
  token: AccessClaims,
): Promise<Outcome> {
  const call = new Call(context, request);
  const found = await call.find(token.id);
  const denied = context.revoked.get(token.id);
  if (!found || denied) return refuse(context, credentials, denied?.reason ?? "unknown", token.id);
  const { record, joined } = found;
  const now = timeOf(context, record);
  const expired = expiryReason(record, now);
  if (expired) return refuse(context, credentials, expired, token.id);
  const user = await call.user(record.userId, joined);
  if (user === null) {
    await context.backend.end(call, record, { reason: "user_gone", cookiesCleared: false });
    return refuse(context, credentials, "user_gone", token.id);
  }
  const presented =
    write &&
    !isPrefetch(request) &&
    !isMinted(context.forwardedMacs, request, credentials.sessionToken)
      ? recordPresentation(record, token, now, context.timing.grace)
      : null;
  if (presented && (await call.store.update(record.id, record.version, presented)) === "missing")
    return refuse(
      context,
      credentials,
      context.revoked.get(record.id)?.reason ?? "revoked",
      token.id,
    );
  const proven = Math.min(token.authenticatedAt, record.authenticatedAt.getTime());
  return unchanged(context, toSession(context, { record, user }, proven), token.tokenExpiresAt);
}

/** @param access a genuine access token that was not accepted, or null */
function bySessionToken(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  options: ResolveOptions,
  access: AccessClaims | null,
): Promise<Outcome> {
  const { sessionToken } = credentials;
  if (sessionToken === null)
    return withoutPrefetchCookies(request, withoutSessionToken(context, credentials, access));
  const write = (options.write ?? true) && context.refreshInline && !isPrefetch(request);
  const issues = credentials.transport === "cookie";
  return withoutPrefetchCookies(
    request,
    orUnavailable(redeemToken(context, request, credentials, sessionToken, { write, issues })),
  );
}

/** A prefetch may set no cookie, and clears none. */
async function withoutPrefetchCookies(
  request: SessionRequest,
  resolving: Promise<Outcome>,
): Promise<Outcome> {
  const outcome = await resolving;
  const clears = outcome.cookies.length > 0 && isPrefetch(request);
  return clears ? { ...outcome, cookies: NO_COOKIES } : outcome;
}

async function withoutSessionToken(
  context: Context,
  credentials: Credentials,
  access: AccessClaims | null,
): Promise<Outcome> {
  if (credentials.accessToken === null || !context.access) return unauthenticated("absent");
  if (!access) return refuse(context, credentials, "malformed", null);
  const denied = context.revoked.get(access.id);
  if (denied) return refuse(context, credentials, denied.reason, access.id);
  const now = context.now();
  // The session may still be active: its token may be limited to the base path, or stored by the client.
  if (now < access.expiresAt) return unauthenticated("absent");
  const reason = now < access.absoluteExpiresAt ? "expired_idle" : "expired_absolute";
  return refuse(context, credentials, reason, access.id);
}
