import type { AnySessions, ClaimsOf, PublicUserOf, SessionAnswer } from "@sessionkit/core";
import { sessionAnswerOf } from "@sessionkit/core/binding";
import type { CurrentRequest } from "../request/current-request.ts";
import { askSession } from "./ask-session.ts";

/** What a browser may know. Null in an outage: the browser then asks for itself, and the page around it stays. */
export async function getSessionAnswer<S extends AnySessions>(
  sessions: S,
  current: CurrentRequest,
): Promise<SessionAnswer<ClaimsOf<S>, PublicUserOf<S>> | null> {
  return sessionAnswerOf(sessions, await askSession(sessions, current));
}
