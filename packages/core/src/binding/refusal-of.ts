import { durationMs } from "../base/duration.ts";
import { requiredCodeOf, type SessionRequiredCode, SessionRequiredError } from "../base/errors.ts";
import { type ProblemResponse, problem } from "../http/response.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import type { EndReason } from "../session/reasons.ts";
import type { RequireSessionOptions, WithSessionOptions } from "./options.ts";
import { sessionOf } from "./session-of.ts";

/** Throws `SessionConfigError` for an invalid duration, when the guard is created. */
export function checkFresh({ fresh }: RequireSessionOptions): void {
  if (fresh !== undefined) durationMs(fresh, "fresh");
}

/** The answer to a request that needs a session and has none that suffices. Null if the request may continue. */
export function refusalOf(
  sessions: AnySessions,
  outcome: Outcome,
  { fresh, session }: WithSessionOptions,
): ProblemResponse | null {
  switch (outcome.status) {
    case "unavailable":
      return problem("unavailable", "unavailable");
    case "unauthenticated":
      return session === "optional"
        ? null
        : problem(requiredCodeOf(outcome.reason), outcome.reason);
    case "authenticated":
      return fresh === undefined || sessions.isFresh(outcome.session, fresh)
        ? null
        : problem("session_not_fresh");
  }
}

/** The refusal as an error, for code that cannot respond with a status. Throws in an outage, as `sessionOf` does. */
export function requiredErrorOf(
  sessions: AnySessions,
  outcome: Outcome,
  options: WithSessionOptions,
): SessionRequiredError | null {
  // Throws in an outage.
  sessionOf(outcome);
  const refusal = refusalOf(sessions, outcome, options)?.problem;
  return refusal
    ? new SessionRequiredError(refusal.code as SessionRequiredCode, refusal.reason as EndReason)
    : null;
}
