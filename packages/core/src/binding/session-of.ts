import { SessionStoreError } from "../base/errors.ts";
import type { SessionAnswer } from "../http/answer.ts";
import type { AnySessions, InferClaims, InferPublicUser } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import type { GuestSession, Session } from "../session/session.ts";
import { isStoreError } from "../store/deadline.ts";

/**
 * Null if the request is not signed in. In an outage, throws a `SessionStoreError`: its `status` is 503, its `code`
 * `session_store`, and its `cause` what failed.
 */
export function sessionOf(outcome: Outcome): Session | null {
  if (outcome.status !== "unavailable") return outcome.session;
  const { error } = outcome;
  throw isStoreError(error)
    ? error
    : new SessionStoreError("Sessions cannot be checked right now.", { cause: error });
}

/** The guest of a request. Null if it has no guest or is signed in. Throws a `SessionStoreError` in an outage. */
export function guestOf(outcome: Outcome): GuestSession | null {
  sessionOf(outcome);
  return outcome.status === "unauthenticated" ? (outcome.guest ?? null) : null;
}

/**
 * The public part of an outcome: the initial state of a client. Null in an outage, and if the browser may have withheld the
 * cookies: the page is then rendered without a session, and the browser fetches it.
 */
export async function sessionAnswerOf<S extends AnySessions>(
  sessions: S,
  outcome: Outcome,
): Promise<SessionAnswer<InferClaims<S>, InferPublicUser<S>> | null> {
  if (outcome.status === "unavailable" || ("withheld" in outcome && outcome.withheld)) return null;
  try {
    return await sessions.answer(outcome);
  } catch (error) {
    if (isStoreError(error)) return null;
    throw error;
  }
}
