import type { CookieSpecs } from "../../cookies/cookie-policy.ts";
import { type SetCookie, setCookie } from "../../cookies/set-cookie.ts";
import type { Loaded } from "../../session/loader.ts";
import type { Authenticated, Tokens } from "../../session/outcome.ts";
import type { SessionOf } from "../../session/session.ts";
import type { Context } from "../context.ts";

/** The session as application code sees it. Times in whole seconds, as a token could say them. */
function sessionOf(context: Context, { record, user }: Loaded): SessionOf {
  const end = Math.min(record.idleExpiresAt.getTime(), record.absoluteExpiresAt.getTime());
  const session: SessionOf = Object.freeze({
    id: record.id,
    userId: record.userId,
    createdAt: wholeSeconds(record.createdAt.getTime()),
    authenticatedAt: wholeSeconds(record.authenticatedAt.getTime()),
    expiresAt: wholeSeconds(end),
    absoluteExpiresAt: wholeSeconds(record.absoluteExpiresAt.getTime()),
    remember: record.remember,
    claims: Object.freeze(user === undefined ? {} : context.claims(user)),
    data: Object.freeze(record.data),
  });
  if (user !== undefined) context.users.set(session, user);
  return session;
}

/** An answer that changes nothing: the credentials presented go on. An access token that ran out is due at once. */
export function continued(context: Context, loaded: Loaded): Authenticated<SessionOf> {
  const session = sessionOf(context, loaded);
  return {
    status: "authenticated",
    session,
    reason: null,
    cookies: [],
    tokens: null,
    expiresIn: context.mode === "database" ? secondsUntil(session.expiresAt, context.now()) : 0,
  };
}

/**
 * Credentials for a session: a fresh access token in `jwt` mode, and `sessionToken`. Its cookie is set where
 * `setSession` says that it is new or lives longer.
 */
export async function issue(
  context: Context,
  loaded: Loaded,
  sessionToken: string | null,
  specs: CookieSpecs,
  setSession: boolean,
): Promise<Authenticated<SessionOf>> {
  const now = context.now();
  const session = sessionOf(context, loaded);
  const cookies: SetCookie[] = [];
  const age = (end: number): number | null => (session.remember ? (end - now) / 1000 : null);
  let accessToken: string | null = null;
  let expiresIn = secondsUntil(session.expiresAt, now);
  if (context.mode !== "database") {
    const tokenExpiresAt = accessEnd(context, loaded, now);
    const { generation, branch } = loaded.record;
    accessToken = await context.accessTokens.sign(
      { ...session, generation, branch, tokenExpiresAt },
      now,
    );
    expiresIn = secondsUntil(tokenExpiresAt, now);
    cookies.push(setCookie(specs.access, accessToken, age(tokenExpiresAt)));
  }
  if (sessionToken !== null && setSession)
    cookies.push(setCookie(specs.session, sessionToken, age(session.expiresAt)));
  const tokens: Tokens = { accessToken, sessionToken };
  return {
    status: "authenticated",
    session,
    reason: null,
    cookies,
    tokens,
    expiresIn,
  };
}

/** Up to 5 % early, so that a fleet of clients never refreshes in step; never beyond the session's own end. */
function accessEnd(context: Context, { record, user }: Loaded, now: number): number {
  const { access } = context.lifetime({
    user: user ?? null,
    userId: record.userId,
    remember: record.remember,
  });
  const jittered = now + access * (1 - Math.random() * 0.05);
  return Math.min(jittered, record.idleExpiresAt.getTime(), record.absoluteExpiresAt.getTime());
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

function secondsUntil(end: number, now: number): number {
  return Math.max(0, Math.floor((end - now) / 1000));
}
