import type { SetCookie } from "../cookies/set-cookie.ts";
import type { EndReason } from "./reasons.ts";
import type { GuestSession, Session } from "./session.ts";

/** Credentials for a client that stores its own (bearer and body transport). Never log this. */
export interface Tokens {
  /** Null in `database` mode, and if the claims are too large for a token. */
  readonly accessToken: string | null;
  /** Null if none was issued: the client keeps its own. */
  readonly sessionToken: string | null;
}

interface Effects {
  /** Set all of these on the response. Empty if nothing changes, and for bearer and body requests. */
  readonly cookies: readonly SetCookie[];
}

/** The request is signed in. */
export interface Authenticated<S> extends Effects {
  readonly status: "authenticated";
  readonly session: S;
  readonly reason: null;
  /** Seconds until the client should refresh: until the access token expires or, in `database` mode, the session. */
  readonly expiresIn: number;
  /**
   * The issued tokens, for clients that store their own. Null if none were issued, and for a request that presented
   * cookies: new credentials are returned by the same transport.
   */
  readonly tokens: Tokens | null;
  /** `"token"`: only a signature was verified. `"store"`: the record was read for this answer. */
  readonly verified: "token" | "store";
}

/** The request is not signed in, for the given `reason`. */
export interface Unauthenticated extends Effects {
  readonly status: "unauthenticated";
  readonly session: null;
  readonly reason: EndReason;
  /** The guest, if `reason` is `"guest"`. */
  readonly guest?: GuestSession | undefined;
  /**
   * True if the browser may have a session whose cookies it does not send with this request, because of their `SameSite`: a
   * request of this site's own page may be signed in.
   */
  readonly withheld?: true | undefined;
}

/** The store or `loadUser` failed. Answer 503 with `Retry-After`. `cookies` is always empty. */
export interface Unavailable extends Effects {
  readonly status: "unavailable";
  readonly session: null;
  readonly reason: "unavailable";
  readonly error: unknown;
}

/** The result of checking a request's credentials. Branch on `status`. */
export type Outcome<S = Session> = Authenticated<S> | Unauthenticated | Unavailable;

const NO_COOKIES: readonly SetCookie[] = Object.freeze([]);

/** An answer that issues nothing: the client keeps its credentials. */
export function authenticated<S>(
  session: S,
  expiresIn: number,
  verified: Authenticated<S>["verified"],
): Authenticated<S> {
  return {
    status: "authenticated",
    session,
    reason: null,
    cookies: NO_COOKIES,
    tokens: null,
    expiresIn,
    verified,
  };
}

export function unauthenticated(
  reason: EndReason,
  cookies: readonly SetCookie[] = NO_COOKIES,
): Unauthenticated {
  return { status: "unauthenticated", session: null, reason, cookies };
}

export function unavailable(error: unknown): Unavailable {
  const status = "unavailable";
  return { status, session: null, reason: status, error, cookies: NO_COOKIES };
}
