import {
  type AnySessions,
  type Outcome,
  type Session,
  SessionRequiredError,
} from "@sessionkit/core";
import type { CurrentRequest } from "../request/current-request.ts";
import { setCookies } from "../request/set-cookies.ts";
import { askSession } from "./ask-session.ts";
import { outage } from "./outage.ts";

/**
 * Changes the session of this request and sets what comes of it. Rejects with `SessionRequiredError` where there is
 * none, before or after, and with `SessionStoreError` in an outage.
 */
export async function changeSession<S extends AnySessions>(
  sessions: S,
  current: CurrentRequest,
  change: (session: Session<S>) => Promise<Outcome>,
): Promise<Session<S>> {
  const before = await askSession(sessions, current);
  const outcome =
    before.status === "authenticated" ? await change(before.session as Session<S>) : before;
  if (outcome.status === "unavailable") throw outage(outcome);
  await setCookies(current, outcome.cookies);
  if (outcome.status === "unauthenticated") {
    throw new SessionRequiredError("session_required", outcome.reason);
  }
  current.state.asked.clear();
  return outcome.session as Session<S>;
}
