import type { SessionAnswer } from "../http/answer.ts";
import type { AnySessions, InferClaims, InferPublicUser } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import { isStoreError } from "../store/deadline.ts";

/**
 * The public part of an outcome: the initial state of a client. Null in an outage: the page is then rendered without a
 * session, and the browser fetches it.
 */
export async function sessionAnswerOf<S extends AnySessions>(
  sessions: S,
  outcome: Outcome,
): Promise<SessionAnswer<InferClaims<S>, InferPublicUser<S>> | null> {
  if (outcome.status === "unavailable") return null;
  try {
    return await sessions.answer(outcome);
  } catch (error) {
    if (isStoreError(error)) return null;
    throw error;
  }
}
