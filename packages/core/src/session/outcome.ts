import type { SetCookie } from "../cookies/set-cookie.ts";
import type { EndReason } from "./reasons.ts";
import type { SessionOf } from "./session.ts";

/** Credentials for a client that keeps its own (bearer transport). Never log this. */
export interface Tokens {
  /** Null in `database` mode, where the session token is all there is. */
  readonly accessToken: string | null;
  /** Null where this answer did not make a new one: go on with the one you have. */
  readonly sessionToken: string | null;
}

interface Effects {
  /** Put every one of these on the response. Empty where nothing changes. */
  readonly cookies: readonly SetCookie[];
}

/** Somebody is signed in. */
export interface Authenticated<S> extends Effects {
  readonly status: "authenticated";
  readonly session: S;
  readonly reason: null;
  /** Seconds until the client should ask again: what is left of the access token, in `database` mode of the idle window. */
  readonly expiresIn: number;
  /** What was issued now; null where the request's own credentials go on. */
  readonly tokens: Tokens | null;
}

/** Nobody is signed in, and `reason` says why. */
export interface Unauthenticated extends Effects {
  readonly status: "unauthenticated";
  readonly session: null;
  readonly reason: EndReason;
}

/** It cannot be known now. Answer 503 with `Retry-After`; `cookies` is always empty. */
export interface Unavailable extends Effects {
  readonly status: "unavailable";
  readonly session: null;
  readonly reason: "unavailable";
  readonly error: unknown;
}

/** What became of a request's credentials. Branch on `status`. */
export type Outcome<S = SessionOf> = Authenticated<S> | Unauthenticated | Unavailable;

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
