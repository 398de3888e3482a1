import { SessionConfigError } from "../../base/errors.ts";
import { SHORTEST_BOUND_ACCESS } from "../../config/read-device-bound.ts";
import { deleteCookie, fitsCookie, type SetCookie, setCookie } from "../../cookies/set-cookie.ts";
import { actorOf } from "../../session/actor.ts";
import { isBindingRequired, readBoundKey } from "../../session/bound-key.ts";
import { endOf } from "../../session/lifetime.ts";
import { type Authenticated, authenticated } from "../../session/outcome.ts";
import type { Session } from "../../session/session.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import type { AccessClaims } from "../../tokens/access-token.ts";
import { MAX_TOKEN_LENGTH } from "../../tokens/jws.ts";
import type { Accepted } from "../backend/backend.ts";
import { endOfProof } from "../backend/load.ts";
import type { Call } from "../call.ts";
import { offerOf } from "./device-binding.ts";
import type { Credentials } from "./read-credentials.ts";
import { secondsUntil, toSession } from "./to-session.ts";

export interface IssueOptions {
  /**
   * `"cookie"` issues cookies, `"bearer"` and `"body"` issue tokens. `"both"` is for a sign-in, where the binding
   * chooses. Default: that of the credentials.
   */
  readonly transport?: Credentials["transport"] | "both";
  /**
   * True at a sign-in: what is too large for a token throws. `"data"`: it throws if the data are what is too large. False,
   * and for claims that have outgrown the token since: the session continues without an access token.
   */
  readonly explicit: boolean | "data";
  /** Set if an access token was presented in place of a session token: the new one ends with it. In milliseconds. */
  readonly accessEndsAt?: number | undefined;
  /** An access token that has proven the key of a bound session: the new one ends with it. */
  readonly proof?: AccessClaims | null;
  /** True at a proof of identity: the browser may bind the session to a key. */
  readonly offers?: boolean | undefined;
}

export interface Issued {
  readonly answer: Authenticated<Session>;
  /** Null in the `database` strategy, and if the claims are too large. */
  readonly accessToken: string | null;
}

/**
 * A remembered cookie outlives its session by this, so that the server can report why the session ended. In seconds.
 */
const COOKIE_MARGIN = 86_400;

/**
 * Issues credentials for a session: an access token in `jwt` mode, and the session token. Sets both cookies with the same
 * `Max-Age`, except with `deviceBound`, where the access cookie ends with its token. For a held token, the session cookie does not change.
 */
export async function issue(
  call: Call,
  accepted: Accepted,
  options: IssueOptions,
): Promise<Issued> {
  const { context, credentials } = call;
  const { record, sessionToken, heldUntil } = accepted;
  const { transport = credentials.transport } = options;
  const usesCookies = transport === "cookie" || transport === "both";
  const now = context.now();
  const session = toSession(context, accepted);
  const issued = heldUntil === null ? sessionToken : null;
  const expiresAt =
    context.access && record.userId !== null
      ? accessEnd(call, accepted, record.userId, options, now)
      : session.expiresAt;
  const maxAge = cookieAge(record, now);
  const ages = {
    session: maxAge,
    // A browser renews the cookie of a bound session when the cookie expires. It cannot read the expiry of the token.
    access: context.device ? (expiresAt - now) / 1000 : maxAge,
  };
  const isOffered = options.offers && record.boundKey === null && record.userId !== null;
  const offer = isOffered ? offerOf(context, credentials.specs, record.id, now) : undefined;
  const accessToken = await signAccess(call, session, accepted, {
    ...{ usesCookies, expiresAt },
    explicit: options.explicit,
  });
  const answer: Authenticated<Session> = {
    ...authenticated(session, secondsUntil(expiresAt, now), "store"),
    cookies: usesCookies ? cookiesOf(call, accessToken, issued, ages, offer) : [],
    tokens: transport === "cookie" ? null : { accessToken, sessionToken: issued },
  };
  return { answer, accessToken };
}

/** The `Max-Age` of the session cookie, in seconds. Null if it ends with the browser. */
export function cookieAge(record: SessionRecord, now: number): number | null {
  return record.remember ? (endOf(record) - now) / 1000 + COOKIE_MARGIN : null;
}

function cookiesOf(
  { context, credentials: { specs } }: Call,
  accessToken: string | null,
  sessionToken: string | null,
  ages: { readonly session: number | null; readonly access: number | null },
  registration: string | undefined,
): SetCookie[] {
  const cookies: SetCookie[] = [];
  if (context.access) {
    const { access } = specs;
    cookies.push(
      accessToken === null ? deleteCookie(access) : setCookie(access, accessToken, ages.access),
    );
  }
  if (sessionToken !== null) {
    const cookie = setCookie(specs.session, sessionToken, ages.session);
    cookies.push(registration === undefined ? cookie : { ...cookie, registration });
  }
  return cookies;
}

/**
 * Null in the `database` strategy, and if the claims became too large: the session continues without an access token.
 */
async function signAccess(
  { context, credentials: { specs } }: Call,
  session: Session,
  { record, position: { generation, branch } }: Accepted,
  {
    usesCookies,
    explicit,
    expiresAt,
  }: { usesCookies: boolean; explicit: IssueOptions["explicit"]; expiresAt: number },
): Promise<string | null> {
  const { access, device, now } = context;
  const { userId } = record;
  // A guest has no access token: the store is read at each request.
  if (!access || userId === null) return null;
  const actor = actorOf(record);
  const bound = device !== null && record.boundKey !== null;
  const tokenExpiresAt = expiresAt;
  const claims = { ...session, userId, actor, generation, branch, bound, tokenExpiresAt };
  const fits = (token: string): boolean =>
    usesCookies ? fitsCookie(specs.access, token) : token.length <= MAX_TOKEN_LENGTH;
  const token = await access.sign(claims, now());
  if (fits(token)) return token;
  const isFault =
    explicit === "data" ? fits(await access.sign({ ...claims, data: {} }, now())) : explicit;
  if (!isFault) return null;
  throw new SessionConfigError(
    "claims",
    `the access token would take ${token.length} bytes, more than ${usesCookies ? "a browser keeps in a cookie" : "a server reads"}. Put less into claims and session data.`,
    "cookie_too_large",
  );
}

/**
 * Up to 5 % earlier, so that clients do not refresh at the same time. At most the end of the session, also of one that ends
 * soon because of a change of credentials.
 */
function accessEnd(
  { context }: Call,
  { record, user, heldUntil }: Accepted,
  userId: string,
  { accessEndsAt, proof }: IssueOptions,
  now: number,
): number {
  const latest = Math.min(
    endOf(record),
    heldUntil ?? Number.POSITIVE_INFINITY,
    endOfProof(context, user, record),
  );
  if (accessEndsAt !== undefined) return Math.min(accessEndsAt, latest);
  if (proof && isBindingRequired(readBoundKey(record.boundKey)))
    return Math.min(proof.tokenExpiresAt, latest);
  const { remember } = record;
  const { access } = context.lifetime({ user: user ?? null, userId, remember });
  const shortest = context.device ? SHORTEST_BOUND_ACCESS : 0;
  const jittered = now + Math.max(shortest, access * (1 - Math.random() * 0.05));
  return Math.min(jittered, latest);
}
