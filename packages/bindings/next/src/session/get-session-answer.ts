import type { AnySessions, ClaimsOf, PublicUserOf, SessionAnswer } from "@sessionkit/core";
import { currentRequest } from "../request/current-request.ts";
import { askSession } from "./ask-session.ts";

/**
 * What a browser may know, to seed a `<SessionProvider>`. Not awaited, it keeps a layout static. Null in an outage: the
 * browser then asks for itself, and the page around it stays.
 */
export async function getSessionAnswer<S extends AnySessions>(
  sessions: S,
): Promise<SessionAnswer<ClaimsOf<S>, PublicUserOf<S>> | null> {
  const outcome = await askSession(sessions, await currentRequest());
  if (outcome.status === "unavailable") return null;
  try {
    return await sessions.answer(outcome);
  } catch (error) {
    if ((error as { code?: unknown }).code === "session_store") return null;
    throw error;
  }
}
