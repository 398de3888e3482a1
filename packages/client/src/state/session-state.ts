import type { EndReason, PublicSession, SessionAnswer } from "@sessionkit/core";
import type { SessionRequestError } from "../http/session-request-error.ts";

/** What is known of the session, and how sure it is. Branch on `status`. */
export type SessionState<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> = LoadingState | AuthenticatedState<Claims, User> | UnauthenticatedState;

/** Nobody has said yet. With an `error` the first answer failed, and is asked for again. */
export interface LoadingState {
  readonly status: "loading";
  readonly session: null;
  readonly user: null;
  readonly reason: null;
  readonly stale: false;
  readonly error: SessionRequestError | null;
}

export interface AuthenticatedState<Claims extends object, User> extends Certainty {
  readonly status: "authenticated";
  readonly session: PublicSession<Claims>;
  readonly user: User;
  readonly reason: null;
}

export interface UnauthenticatedState extends Certainty {
  readonly status: "unauthenticated";
  readonly session: null;
  readonly user: null;
  /** Why; `absent` when nobody had signed in, and after a sign-out of one's own. */
  readonly reason: EndReason;
}

interface Certainty {
  /** The last attempt to ask failed: this is what was known before, and it is being asked again. */
  readonly stale: boolean;
  /** How that attempt failed; null where it did not. */
  readonly error: SessionRequestError | null;
}

/** What a client learns from: the server's answer, or an end that a refusal told of, which has no time. */
export type Answer<Claims extends object, User> = Pick<
  SessionAnswer<Claims, User>,
  "status" | "session" | "user" | "reason"
> &
  Partial<Pick<SessionAnswer, "now" | "expiresIn">>;

export const LOADING: LoadingState = {
  status: "loading",
  session: null,
  user: null,
  reason: null,
  stale: false,
  error: null,
};

/** An answer that says nothing: there is none, or the server could not know. */
export function isSilent<A extends { readonly reason: unknown }>(
  answer: A | null | undefined,
): answer is null | undefined {
  return !answer || answer.reason === "unavailable";
}

export function ended(reason: EndReason): UnauthenticatedState {
  return { ...LOADING, status: "unauthenticated", reason };
}

export function toState<Claims extends object, User>({
  status,
  session,
  user,
  reason,
}: Answer<Claims, User>): SessionState<Claims, User> {
  return { ...LOADING, status, session, user, reason } as SessionState<Claims, User>;
}
