import { SessionConfigError } from "../../base/errors.ts";
import type { CookieSpecs } from "../../cookies/cookie-policy.ts";
import { deleteCookie, fitsCookie, type SetCookie, setCookie } from "../../cookies/set-cookie.ts";
import { endOf } from "../../session/lifetime.ts";
import type { Authenticated } from "../../session/outcome.ts";
import type { Session } from "../../session/session.ts";
import { MAX_TOKEN_LENGTH } from "../../tokens/jws.ts";
import type { Accepted } from "../backend/backend.ts";
import type { Context } from "../context.ts";
import type { Credentials } from "./read-credentials.ts";
import { secondsUntil, toSession } from "./to-session.ts";

export interface IssueOptions {
  /** Cookies for `"cookie"`, tokens for `"bearer"` and `"body"`; both at a sign-in, where the binding chooses. */
  readonly transport: Credentials["transport"] | "both";
  readonly specs: CookieSpecs;
  /**
   * True at a sign-in: what is too large for a token throws. `"data"`: it throws if the data are what is too large. False,
   * and for claims that have outgrown the token since: the session continues without an access token.
   */
  readonly explicit: boolean | "data";
  /** Set for an access token that was presented alone: the new one ends with it. */
  readonly accessEndsAt?: number;
  /** Set where the credential proves less, or more, than the record. */
  readonly authenticatedAt?: number;
}

export interface Issued {
  readonly answer: Authenticated<Session>;
  /** Null in the `database` strategy, and for claims that are too large for one. */
  readonly accessToken: string | null;
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
): Promise<Issued> {
  const { record, sessionToken, heldUntil } = accepted;
  const { transport, specs, authenticatedAt = accepted.authenticatedAt.getTime() } = options;
  const now = context.now();
  const session = toSession(context, accepted, authenticatedAt);
  const issued = heldUntil === null ? sessionToken : null;
  const maxAge = record.remember ? (endOf(record) - now) / 1000 + COOKIE_MARGIN : null;
  const expiresAt = context.access ? accessEnd(context, accepted, options, now) : session.expiresAt;
  const accessToken = await signAccess(context, session, accepted, options, expiresAt);
  const answer: Authenticated<Session> = {
    status: "authenticated",
    session,
    reason: null,
    cookies: usesCookies(transport) ? cookiesOf(context, specs, accessToken, issued, maxAge) : [],
    tokens: transport === "cookie" ? null : { accessToken, sessionToken: issued },
    expiresIn: secondsUntil(expiresAt, now),
    verified: "store",
  };
  return { answer, accessToken };
}

function cookiesOf(
  context: Context,
  specs: CookieSpecs,
  accessToken: string | null,
  sessionToken: string | null,
  maxAge: number | null,
): SetCookie[] {
  const access =
    accessToken === null
      ? deleteCookie(specs.access)
      : setCookie(specs.access, accessToken, maxAge);
  const session = sessionToken === null ? [] : [setCookie(specs.session, sessionToken, maxAge)];
  return context.access ? [access, ...session] : session;
}

/** Null in the `database` strategy, and for claims that became too large: the session goes on without an access token. */
async function signAccess(
  context: Context,
  session: Session,
  { position: { generation, branch } }: Accepted,
  { transport, specs, explicit }: IssueOptions,
  tokenExpiresAt: number,
): Promise<string | null> {
  if (!context.access) return null;
  const claims = { ...session, generation, branch, tokenExpiresAt };
  const fits = (token: string): boolean =>
    usesCookies(transport) ? fitsCookie(specs.access, token) : token.length <= MAX_TOKEN_LENGTH;
  const token = await context.access.sign(claims, context.now());
  if (fits(token)) return token;
  const isFault =
    explicit === "data"
      ? fits(await context.access.sign({ ...claims, data: {} }, context.now()))
      : explicit;
  if (isFault) {
    throw new SessionConfigError(
      "claims",
      `the access token would take ${token.length} bytes, more than ${usesCookies(transport) ? "a browser keeps in a cookie" : "a server reads"}. Put less into claims and session data.`,
      "cookie_too_large",
    );
  }
  return null;
}

function usesCookies(transport: IssueOptions["transport"]): boolean {
  return transport === "cookie" || transport === "both";
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
