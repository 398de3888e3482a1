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

/** What there is to learn from: the server's answer, or a refusal that says why, which has no time. */
export type Answer<Claims extends object, User> = Partial<
  Pick<SessionAnswer<Claims, User>, "session" | "user" | "reason" | "now" | "expiresIn">
>;

export const LOADING: LoadingState = {
  status: "loading",
  session: null,
  user: null,
  reason: null,
  stale: false,
  error: null,
};

/**
 * Says neither who is signed in nor why nobody is: no answer, another one's, or from a server that could not know. A
 * promise is one, too, whatever React keeps in its `reason`.
 */
export function isSilent(answer: unknown): answer is null | undefined {
  const { session, reason }: Answer<object, unknown> = Object(answer);
  return !session && (typeof reason !== "string" || reason === "unavailable");
}

export function toState<Claims extends object, User>({
  session,
  user,
  reason,
}: Answer<Claims, User>): SessionState<Claims, User> {
  return session
    ? { ...LOADING, status: "authenticated", session, user: user as User }
    : { ...LOADING, status: "unauthenticated", reason: reason as EndReason };
}
