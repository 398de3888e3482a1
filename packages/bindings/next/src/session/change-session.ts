import type { AnySessions, Outcome, Session } from "@sessionkit/core";
import type { Settings } from "../bind/bind-options.ts";
import type { CurrentRequest } from "../request/current-request.ts";
import { setCookies } from "../request/set-cookies.ts";
import { askSession } from "./ask-session.ts";
import { goTo } from "./go-to.ts";
import { outage } from "./outage.ts";

/**
 * Changes the session of this request and sets what comes of it. Where there is none, before or after, the request goes
 * on at the sign-in page. Rejects with `SessionStoreError` in an outage.
 */
export async function changeSession<S extends AnySessions>(
  sessions: S,
  { signInPath }: Settings,
  current: CurrentRequest,
  change: (session: Session<S>) => Promise<Outcome>,
): Promise<Session<S>> {
  const before = await askSession(sessions, current);
  const outcome =
    before.status === "authenticated" ? await change(before.session as Session<S>) : before;
  if (outcome.status === "unavailable") throw outage(outcome);
  await setCookies(current, outcome.cookies);
  if (outcome.status === "unauthenticated") {
    return goTo(signInPath, current.path, "session_required", outcome.reason);
  }
  current.state.asked.clear();
  return outcome.session as Session<S>;
}
