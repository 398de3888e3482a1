import type { AnySessions, Duration, Session } from "@sessionkit/core";
import type { Settings } from "../bind/bind-options.ts";
import { currentRequest } from "../request/current-request.ts";
import { askSession } from "./ask-session.ts";
import type { GetSessionOptions } from "./get-session.ts";
import { goTo } from "./go-to.ts";
import { outage } from "./outage.ts";

export interface RequireSessionOptions extends GetSessionOptions {
  /** The user must have proved who they are this recently: seconds, or `"10m"`. */
  readonly fresh?: Duration;
}

/**
 * The session; else the request goes on at the sign-in page, or at the step-up page where the session is not fresh
 * enough. Where there is no such page, rejects with `SessionRequiredError`.
 */
export async function requireSession<S extends AnySessions>(
  sessions: S,
  { signInPath, stepUpPath }: Settings,
  { verify, fresh }: RequireSessionOptions = {},
): Promise<Session<S>> {
  const current = await currentRequest();
  const outcome = await askSession(sessions, current, verify);
  if (outcome.status === "unavailable") throw outage(outcome);
  if (outcome.status === "unauthenticated") {
    return goTo(signInPath, current.path, "session_required", outcome.reason);
  }
  if (fresh !== undefined && !sessions.isFresh(outcome.session, fresh)) {
    return goTo(stepUpPath, current.path, "session_not_fresh", null);
  }
  return outcome.session as Session<S>;
}
