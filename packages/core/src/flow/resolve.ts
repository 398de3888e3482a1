import { systemClock } from "../base/clock.ts";
import { endingOf } from "../session/actor.ts";
import {
  type Authenticated,
  authenticated,
  type Outcome,
  unauthenticated,
} from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { type AccessClaims, isOver } from "../tokens/access-token.ts";
import { adoptOrAbsent } from "./adopt.ts";
import type { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { redeemToken } from "./refresh.ts";
import { resolveFromStore, resolveUnproven } from "./resolve-from-store.ts";
import { absent, orUnavailable, withoutPrefetchCookies } from "./steps/answers.ts";
import type { Credentials } from "./steps/read-credentials.ts";
import { refuse, showsLoss } from "./steps/refuse.ts";
import { secondsUntil } from "./steps/to-session.ts";

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
export function resolve(call: Call, options: ResolveOptions = {}): Promise<Outcome> {
  const { malformed, accessToken } = call.credentials;
  const { access } = call.context;
  if (malformed) return Promise.resolve(unauthenticated("malformed"));
  if (accessToken === null || !access) return bySessionToken(call, options, null);
  const verified = access.verify(accessToken);
  if (verified instanceof Promise)
    return verified.then((token) => byAccessToken(call, options, token));
  return byAccessToken(call, options, verified);
}

function byAccessToken(
  call: Call,
  options: ResolveOptions,
  token: AccessClaims | null,
): Promise<Outcome> {
  const { context, credentials } = call;
  const now = context.now();
  if (!token || !isAccepted(context, credentials, token, now))
    return bySessionToken(call, options, token);
  if (options.verify === "store" && context.mode === "jwt") return byRecord(call, options, token);
  if (context.revocations && !context.revocations.isCurrent(systemTime(context, now)))
    return byLateDenylist(call, options, token);
  if (!isTrusted(context, token, now))
    return credentials.sessionToken === null || token.bound
      ? byRecord(call, options, token)
      : bySessionToken(call, options, token);
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

/**
 * If not, the store decides about the session: its tokens were issued before an entry for its user, or for all users. Without
 * a store, such an entry is of another service in this process.
 */
function isTrusted(
  { denylist, feed, revocation, store }: Context,
  token: AccessClaims,
  now: number,
): boolean {
  if (!store) return true;
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
  call: Call,
  options: ResolveOptions,
  token: AccessClaims,
): Promise<Outcome> {
  const { context } = call;
  if (await context.revocations?.catchUp()) return byAccessToken(call, options, token);
  const outcome = await byRecord(call, options, token);
  if (outcome.reason !== "unavailable") return outcome;
  const { id: sessionId, userId } = token;
  const { whenUnavailable } = context.revocation;
  call.emitOnce("session.unverified", { sessionId, userId, decision: whenUnavailable });
  const now = context.now();
  const trusts = whenUnavailable === "trust" && isTrusted(context, token, now);
  return trusts ? signed(context, token, now) : outcome;
}

/** The session as the store has it. If it lost the extension of the session, a session token restores it. */
async function byRecord(
  call: Call,
  options: ResolveOptions,
  token: AccessClaims,
): Promise<Outcome> {
  const outcome = await resolveFromStore(call, options, token);
  return showsLoss(call.context, outcome.reason, token)
    ? bySessionToken(call, options, token)
    : outcome;
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
  return authenticated(session, secondsUntil(token.tokenExpiresAt, now), "token");
}

/** @param access a genuine access token that was not accepted, or null */
function bySessionToken(
  call: Call,
  options: ResolveOptions,
  access: AccessClaims | null,
): Promise<Outcome> {
  const { context } = call;
  const { sessionToken, accessToken, transport } = call.credentials;
  const mayWrite = options.write ?? true;
  if (context.adoption && sessionToken === null && accessToken === null && mayWrite)
    return orUnavailable(adoptOrAbsent(call));
  if (sessionToken === null) return withoutPrefetchCookies(call, withoutSessionToken(call, access));
  const write = mayWrite && context.refreshInline && !call.isPrefetch;
  const issues = transport === "cookie";
  const proof = access && provesKey(context, access, sessionToken) ? access : null;
  const outcome = orUnavailable(
    options.binding === "optional"
      ? resolveUnproven(call, sessionToken)
      : redeemToken(call, sessionToken, { write, issues, proof }),
  );
  return write ? outcome : withoutPrefetchCookies(call, outcome);
}

/**
 * Whether an access token proves the key of the session although it is from an older position: a late answer has set its cookie
 * after that of a step-up or an update. Until its end, a browser has no reason to prove the key again.
 */
function provesKey(
  { backend, now, device }: Context,
  access: AccessClaims,
  sessionToken: string,
): boolean {
  return (
    device !== null && !isOver(access, now()) && backend.sessionIdOf(sessionToken) === access.id
  );
}

async function withoutSessionToken(call: Call, access: AccessClaims | null): Promise<Outcome> {
  const { context, credentials } = call;
  if (credentials.accessToken === null || !context.access) return absent(call);
  if (!access) return refuse(call, "malformed", null);
  const denied = endingOf(context.denylist, access);
  if (denied) return refuse(call, denied.reason, access.id);
  const now = context.now();
  // The session may still be active: its token may be limited to the base path, or stored by the client.
  if (now < access.expiresAt) return unauthenticated("absent");
  const reason = now < access.absoluteExpiresAt ? "expired_idle" : "expired_absolute";
  return refuse(call, reason, access.id);
}
