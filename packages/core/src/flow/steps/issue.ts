import type { CookieSpecs } from "../../cookies/cookie-policy.ts";
import { deleteCookie, fitsCookie, type SetCookie, setCookie } from "../../cookies/set-cookie.ts";
import { endOf } from "../../session/lifetime.ts";
import type { Authenticated } from "../../session/outcome.ts";
import type { Session } from "../../session/session.ts";
import { MAX_TOKEN_LENGTH } from "../../tokens/jws.ts";
import type { Accepted } from "../backend/backend.ts";
import type { Context } from "../context.ts";
import type { Credentials } from "./read-credentials.ts";
import { authenticatedAtOf, secondsUntil, toSession } from "./to-session.ts";

export interface IssueOptions {
  /** Cookies for `"cookie"`, tokens for `"bearer"` and `"body"`; both at a sign-in, where the binding chooses. */
  readonly transport: Credentials["transport"] | "both";
  readonly specs: CookieSpecs;
  /** True for a change of the application's: claims that are too large throw. False: the session goes on without an access token. */
  readonly explicit: boolean;
  /** Set for an access token that was presented alone: the new one ends with it. */
  readonly accessEndsAt?: number;
  /** Set where the credential proves less, or more, than the record. */
  readonly authenticatedAt?: number;
}

/** A remembered cookie outlives its session by this, in seconds, so that the server can still say why the session ended. */
const COOKIE_MARGIN = 86_400;

/**
 * Credentials for a session: a fresh access token in `jwt` mode, and the session token. Both cookies are set together and
 * leave together, but for a held token, whose session cookie stays as it is.
 */
export async function issue(
  context: Context,
  accepted: Accepted,
  options: IssueOptions,
): Promise<Authenticated<Session>> {
  const { record, sessionToken, heldUntil } = accepted;
  const { transport, specs, authenticatedAt = authenticatedAtOf(accepted) } = options;
  const now = context.now();
  const session = toSession(context, accepted, authenticatedAt);
  const issued = heldUntil === null ? sessionToken : null;
  const maxAge = record.remember ? (endOf(record) - now) / 1000 + COOKIE_MARGIN : null;
  const cookies: SetCookie[] = [];
  let accessToken: string | null = null;
  let expiresAt = session.expiresAt;
  if (context.access) {
    expiresAt = accessEnd(context, accepted, options, now);
    const { generation, branch } = accepted.position;
    const claims = { ...session, generation, branch, tokenExpiresAt: expiresAt };
    const signed = await context.access.sign(claims, now);
    accessToken = fits(signed, options) || options.explicit ? signed : null;
    if (accessToken === null) {
      const { id: sessionId, userId } = record;
      context.emit("session.claims_too_large", { sessionId, userId });
    }
    if (transport !== "bearer" && transport !== "body") {
      cookies.push(
        accessToken === null
          ? deleteCookie(specs.access)
          : setCookie(specs.access, accessToken, maxAge),
      );
    }
  }
  if (transport !== "bearer" && transport !== "body" && issued !== null)
    cookies.push(setCookie(specs.session, issued, maxAge));
  return {
    status: "authenticated",
    session,
    reason: null,
    cookies,
    tokens: transport === "cookie" ? null : { accessToken, sessionToken: issued },
    expiresIn: secondsUntil(expiresAt, now),
    verified: "store",
  };
}

/** Where no cookie is involved, the limit is what `verify` reads. */
function fits(token: string, { transport, specs }: IssueOptions): boolean {
  if (transport === "bearer" || transport === "body") return token.length <= MAX_TOKEN_LENGTH;
  return fitsCookie(specs.access, token);
}

/** Up to 5 % early, so that a fleet of clients never refreshes in step; never beyond the session's own end. */
function accessEnd(
  context: Context,
  { record, user, heldUntil }: Accepted,
  { accessEndsAt }: IssueOptions,
  now: number,
): number {
  if (accessEndsAt !== undefined) return accessEndsAt;
  const { access } = context.lifetime({
    user: user ?? null,
    userId: record.userId,
    remember: record.remember,
  });
  const jittered = now + access * (1 - Math.random() * 0.05);
  return Math.min(jittered, endOf(record), heldUntil ?? Number.POSITIVE_INFINITY);
}
