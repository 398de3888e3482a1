import type { EndReason, PublicSession } from "@sessionkit/core";
import type { Answer } from "../http/answer.ts";
import type { SessionRequestError } from "../http/session-request-error.ts";

/** The state of the session, and whether it is confirmed. Branch on `status`. */
export type SessionState<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> = LoadingState | AuthenticatedState<Claims, User> | UnauthenticatedState;

/** No answer yet. With an `error`, the first request failed and is repeated. */
export interface LoadingState {
  readonly status: "loading";
  readonly session: null;
  readonly user: null;
  readonly reason: null;
  readonly stale: false;
  readonly error: SessionRequestError | null;
}

export interface AuthenticatedState<Claims extends object, User> extends Freshness {
  readonly status: "authenticated";
  readonly session: PublicSession<Claims>;
  readonly user: User;
  readonly reason: null;
}

export interface UnauthenticatedState extends Freshness {
  readonly status: "unauthenticated";
  readonly session: null;
  readonly user: null;
  /** Why there is no session; `absent` if there never was one, and after a sign-out in this browser. */
  readonly reason: EndReason;
}

interface Freshness {
  /** True if the last request failed: the state is that of the request before, and the request is repeated. */
  readonly stale: boolean;
  /** The error of that request; null if it succeeded. */
  readonly error: SessionRequestError | null;
}

export const LOADING: LoadingState = {
  status: "loading",
  session: null,
  user: null,
  reason: null,
  stale: false,
  error: null,
};

export function toState<Claims extends object, User>({
  session,
  user,
  reason,
}: Answer<Claims, User>): SessionState<Claims, User> {
  return session
    ? { ...LOADING, status: "authenticated", session, user: user as User }
    : { ...LOADING, status: "unauthenticated", reason: reason as EndReason };
}
