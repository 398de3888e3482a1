import type { AnySessions, Outcome, Session } from "@sessionkit/core";
import { askSession } from "./ask-session.ts";
import { outage } from "./outage.ts";
import { applyCookies, type WritingRequest } from "./writing-request.ts";

/**
 * Changes the session of this request and sets what comes of it. Where there is none, before or after, the request is
 * turned away. Rejects with `SessionStoreError` in an outage.
 */
export async function changeSession<S extends AnySessions>(
  sessions: S,
  current: WritingRequest,
  change: (session: Session<S>) => Promise<Outcome>,
): Promise<Session<S>> {
  const before = await askSession(sessions, current);
  const outcome =
    before.status === "authenticated" ? await change(before.session as Session<S>) : before;
  if (outcome.status === "unavailable") throw outage(outcome);
  await applyCookies(current, outcome.cookies);
  if (outcome.status === "unauthenticated") {
    return current.turnAway("session_required", outcome.reason);
  }
  current.state.asked.clear();
  return outcome.session as Session<S>;
}
