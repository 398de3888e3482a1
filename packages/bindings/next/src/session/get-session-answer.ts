import type { AnySessions, ClaimsOf, PublicUserOf, SessionAnswer } from "@sessionkit/core";
import type { CurrentRequest } from "../request/current-request.ts";
import { askSession } from "./ask-session.ts";

/** What a browser may know. Null in an outage: the browser then asks for itself, and the page around it stays. */
export async function getSessionAnswer<S extends AnySessions>(
  sessions: S,
  current: CurrentRequest,
): Promise<SessionAnswer<ClaimsOf<S>, PublicUserOf<S>> | null> {
  const outcome = await askSession(sessions, current);
  if (outcome.status === "unavailable") return null;
  try {
    return await sessions.answer(outcome);
  } catch (error) {
    if ((error as { code?: unknown }).code === "session_store") return null;
    throw error;
  }
}
