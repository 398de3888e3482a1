import { SessionRequiredError } from "../base/errors.ts";
import { expiryReason } from "../session/expiry.ts";
import { type Authenticated, type Outcome, unauthenticated } from "../session/outcome.ts";
import { isPrefetch, type SessionRequest } from "../request/request.ts";
import { markSeen } from "../session/rotation.ts";
import type { SessionOf } from "../session/session.ts";
import type { AccessClaims, Verified } from "../tokens/access-token.ts";
import type { Context } from "./context.ts";
import { bySessionToken } from "./refresh.ts";
import { continued } from "./steps/issue.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import { type Credentials, readCredentials } from "./steps/read-credentials.ts";
import { refuse } from "./steps/refuse.ts";

export interface ResolveOptions {
  /** `"token"` (default) trusts an access token for its lifetime; `"store"` asks the store now. */
  readonly verify?: "token" | "store";
  /** False where cookies cannot be set, such as a server component: nothing is written or rotated. */
  readonly write?: boolean;
}

/**
 * Who is this request? Never rejects for anything a client sent; an outage becomes `unavailable`. A signed session is
 * answered without waiting for anything: the promise is resolved already.
 */
export function resolve(
  context: Context,
  request: SessionRequest,
  options: ResolveOptions = {},
): Promise<Outcome> {
  const credentials = readCredentials(context, request);
  if (credentials.duplicate) return Promise.resolve(unauthenticated("malformed"));
  if (credentials.accessToken === null) return fallThrough(context, request, credentials, options);

  const verified = context.accessTokens.verify(credentials.accessToken, context.now());
  if (verified instanceof Promise) {
    return verified.then((value) => byAccessToken(context, request, credentials, options, value));
  }
  return byAccessToken(context, request, credentials, options, verified);
}

function byAccessToken(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  options: ResolveOptions,
  verified: Verified,
): Promise<Outcome> {
  if (verified === null || verified === "over")
    return fallThrough(context, request, credentials, options, verified);
  if (context.ended.get(verified.id))
    return fallThrough(context, request, credentials, options, verified);
  if (options.verify === "store" && context.mode === "jwt") {
    return orUnavailable(byStore(context, credentials, options, verified));
  }
  return Promise.resolve(signed(context, verified));
}

/** The session as the access token says it. A new object for each request: what is loaded for it is loaded once. */
function signed(context: Context, token: AccessClaims): Authenticated<SessionOf> {
  const session: SessionOf = Object.freeze({
    id: token.id,
    userId: token.userId,
    createdAt: token.createdAt,
    authenticatedAt: token.authenticatedAt,
    expiresAt: token.expiresAt,
    absoluteExpiresAt: token.absoluteExpiresAt,
    remember: token.remember,
    claims: token.claims,
    data: token.data,
  });
  const expiresIn = Math.max(0, Math.floor((token.tokenExpiresAt - context.now()) / 1000));
  return {
    status: "authenticated",
    session,
    reason: null,
    cookies: NOTHING,
    tokens: null,
    expiresIn,
  };
}

const NOTHING = Object.freeze([]);

/** What the access token says, as the store has it now. Its being shown here is proof that the client has it. */
async function byStore(
  context: Context,
  credentials: Credentials,
  { write = true }: ResolveOptions,
  token: AccessClaims,
): Promise<Outcome> {
  const loaded = await context.load.session(token.id);
  if (!loaded) return refuse(context, credentials, "unknown");
  const { record, user } = loaded;
  const now = context.now();
  const reason = expiryReason(record, now) ?? (user === null ? "user_gone" : null);
  if (reason) return refuse(context, credentials, reason);
  const seen = write ? markSeen(record, token, now) : null;
  if (seen && (await context.store.update(record.id, record.version, seen)) === "missing") {
    return refuse(context, credentials, "revoked");
  }
  const outcome = continued(context, loaded);
  return { ...outcome, expiresIn: Math.max(0, Math.floor((token.tokenExpiresAt - now) / 1000)) };
}

function fallThrough(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  options: ResolveOptions,
  verified: Verified = null,
): Promise<Outcome> {
  if (credentials.sessionToken === null)
    return Promise.resolve(withoutSessionToken(context, credentials, verified));
  const write = (options.write ?? true) && context.refreshInline && !isPrefetch(request);
  return orUnavailable(
    bySessionToken(context, request, credentials, credentials.sessionToken, write),
  );
}

function withoutSessionToken(
  context: Context,
  credentials: Credentials,
  verified: Verified,
): Outcome {
  if (credentials.accessToken === null || verified === "over") return unauthenticated("absent");
  const ending = verified && context.ended.get(verified.id);
  if (ending) return refuse(context, credentials, ending.reason, !ending.settled);
  return refuse(context, credentials, "malformed");
}

/** Throws `SessionRequiredError` (`session_not_fresh`) when the last proof of identity is `maxAge` ms ago or more (RFC 9470). */
export function requireFresh(context: Context, session: SessionOf, maxAge: number): void {
  if (!isFresh(context, session, maxAge)) throw new SessionRequiredError("session_not_fresh", null);
}

export function isFresh(context: Context, session: SessionOf, maxAge: number): boolean {
  return context.now() - session.authenticatedAt < maxAge;
}
