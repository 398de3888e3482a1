import type { AnySessions, Session } from "@sessionkit/core";
import { type RequireSessionOptions, requiredErrorOf } from "@sessionkit/core/binding";
import type { Settings } from "../bind/bind-options.ts";
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
  const current = await renderedRequest(sessions);
  const outcome = await current.ask(options.verify);
  const error = requiredErrorOf(sessions, outcome, options);
  if (error) return goTo(settings, current.path, error);
  return outcome.session as Session<S>;
}
