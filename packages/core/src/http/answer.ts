import type { Tokens } from "../session/outcome.ts";
import type { Reason } from "../session/reasons.ts";
import type { ActiveSession, Session } from "../session/session.ts";

/** The public part of a session: all members except `data`, which stays on the server. */
export type PublicSession<Claims extends object = Record<never, never>> = Omit<
  Session<Claims>,
  "data"
>;

/** Body of `GET /session`, and of `POST /refresh` when it succeeds. */
export interface SessionAnswer<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> {
  readonly status: "authenticated" | "unauthenticated";
  readonly session: PublicSession<Claims> | null;
  /** The result of `publicUser`; by default only the id. */
  readonly user: User | null;
  readonly reason: Reason | null;
  /** The server's clock, milliseconds since the epoch. */
  readonly now: number;
  /** Seconds until the credential should be refreshed; null when signed out. */
  readonly expiresIn: number | null;
  /** True if the session is bound to a key of its browser, which then refreshes it without the client. */
  readonly bound?: boolean | undefined;
  /** Set only for a client that sent its session token in the body. */
  readonly tokens?: Tokens | undefined;
}

/** Body of `GET /sessions`. */
export interface SessionListAnswer {
  readonly sessions: readonly ActiveSession[];
  readonly now: number;
}

/** Body of `POST /logout`. */
export interface LogoutAnswer {
  /** How many sessions ended. */
  readonly revoked: number;
}

/** Body of every error (RFC 9457), as `application/problem+json`. */
export interface Problem {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  /** Stable; branch on this. */
  readonly code: ProblemCode;
  /** Details that `code` does not contain, such as the missing or expected header. */
  readonly detail?: string | undefined;
  /** Why there is no session, if that is the problem. */
  readonly reason: Reason | null;
}

export type ProblemCode =
  | "session_required"
  | "session_not_fresh"
  | "binding_required"
  | "proof_required"
  | "wrong_key"
  | "already_bound"
  | "unavailable"
  | "cross_site"
  | "impersonated"
  | "not_found"
  | "method_not_allowed"
  | "bad_request"
  | "body_too_large"
  | "store_required";
