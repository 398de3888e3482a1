import type { AnySessions, InferSession } from "@sessionkit/core";
import { outcomeFor, type RequireSessionOptions, requiredErrorOf } from "@sessionkit/core/binding";
import type { Settings } from "../options/bind-options.ts";
import { appRouterRequest } from "./app-router-request.ts";
import { redirectToSignIn } from "./redirect-to-sign-in.ts";

/**
 * Resolves to the session. Redirects to the sign-in page if there is none, and to the step-up page if it is not fresh
 * enough. Rejects with `SessionRequiredError` if no such page is configured.
 */
export async function requireSession<S extends AnySessions>(
  sessions: S,
  settings: Settings,
  options: RequireSessionOptions = {},
): Promise<InferSession<S>> {
  const current = await appRouterRequest(sessions, settings);
  const outcome = await outcomeFor(current, options);
  const error = requiredErrorOf(sessions, outcome, options);
  if (error) return redirectToSignIn(settings, current.path, error);
  return outcome.session as InferSession<S>;
}
