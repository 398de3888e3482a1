import type { SetCookie } from "../cookies/set-cookie.ts";
import type { EndReason } from "./reasons.ts";
import type { Session } from "./session.ts";

/** Credentials for a client that stores its own (bearer and body transport). Never log this. */
export interface Tokens {
  /** Null in `database` mode, and where the claims are too large for a token. */
  readonly accessToken: string | null;
  /** Null if this answer issued none: keep the one you have. */
  readonly sessionToken: string | null;
}

interface Effects {
  /** Put every one of these on the response. Empty where nothing changes, and for bearer and body requests. */
  readonly cookies: readonly SetCookie[];
}

/** The request is signed in. */
export interface Authenticated<S> extends Effects {
  readonly status: "authenticated";
  readonly session: S;
  readonly reason: null;
  /** Seconds until the client should refresh: what is left of the access token, in `database` mode of the idle window. */
  readonly expiresIn: number;
  /**
   * What was issued now, for clients that store their own credentials. Null where nothing was, and for a request that
   * presented cookies: a credential is returned only by the transport that presented one.
   */
  readonly tokens: Tokens | null;
  /** `"token"`: by a signature alone. `"store"`: the record was read for this answer. */
  readonly verified: "token" | "store";
}

/** The request is not signed in, and `reason` says why. */
export interface Unauthenticated extends Effects {
  readonly status: "unauthenticated";
  readonly session: null;
  readonly reason: EndReason;
}

/** The store failed, so it is not known. Answer 503 with `Retry-After`; `cookies` is always empty. */
export interface Unavailable extends Effects {
  readonly status: "unavailable";
  readonly session: null;
  readonly reason: "unavailable";
  readonly error: unknown;
}

/** The result of a request's credentials. Branch on `status`. */
export type Outcome<S = Session> = Authenticated<S> | Unauthenticated | Unavailable;

const NO_COOKIES: readonly SetCookie[] = Object.freeze([]);

export function unauthenticated(
  reason: EndReason,
  cookies: readonly SetCookie[] = NO_COOKIES,
): Unauthenticated {
  return { status: "unauthenticated", session: null, reason, cookies };
}

export function unavailable(error: unknown): Unavailable {
  return {
    status: "unavailable",
    session: null,
    reason: "unavailable",
    error,
    cookies: NO_COOKIES,
  };
}
