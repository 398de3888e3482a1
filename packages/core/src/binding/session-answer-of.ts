import type { SessionAnswer } from "../http/answer.ts";
import type { AnySessions, ClaimsOf, PublicUserOf } from "../service/sessions.ts";
import { isStoreError } from "../store/guard-store.ts";
import type { Outcome } from "../session/outcome.ts";

/**
 * What a browser may know of an outcome: the seed of a client. Null in an outage: the browser then asks for itself, and
 * the page around it stays.
 */
export async function sessionAnswerOf<S extends AnySessions>(
  sessions: S,
  outcome: Outcome,
): Promise<SessionAnswer<ClaimsOf<S>, PublicUserOf<S>> | null> {
  if (outcome.status === "unavailable") return null;
  try {
    return await sessions.answer(outcome);
  } catch (error) {
    if (isStoreError(error)) return null;
    throw error;
  }
}
