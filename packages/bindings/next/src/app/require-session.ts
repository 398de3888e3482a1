import type { AnySessions, Session } from "@sessionkit/core";
import { outageOf, type RequireSessionOptions, refusalOf } from "@sessionkit/core/binding";
import type { Settings } from "../bind/bind-options.ts";
import { askSession } from "../session/ask-session.ts";
import { goTo } from "./go-to.ts";
import { renderedRequest } from "./rendered-request.ts";

/**
 * The session; else the request goes on at the sign-in page, or at the step-up page where the session is not fresh
 * enough. Where there is no such page, rejects with `SessionRequiredError`.
 */
export async function requireSession<S extends AnySessions>(
  sessions: S,
  settings: Settings,
  options: RequireSessionOptions = {},
): Promise<Session<S>> {
  const current = await renderedRequest();
  const outcome = await askSession(sessions, current, options.verify);
  if (outcome.status === "unavailable") throw outageOf(outcome);
  const refusal = refusalOf(sessions, outcome, options);
  if (refusal) return goTo(settings, current.path, refusal.code, refusal.reason);
  return outcome.session as Session<S>;
}
