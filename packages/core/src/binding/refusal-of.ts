import { type SessionRequiredCode, SessionRequiredError } from "../base/errors.ts";
import { type ProblemResponse, problem, signedOutProblem } from "../http/response.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import type { WithSessionOptions } from "./options.ts";
import { sessionOf } from "./session-of.ts";

/** The answer to a request that needs a session and has none that suffices. Null if the request may continue. */
export function refusalOf(
  sessions: AnySessions,
  outcome: Outcome,
  { fresh, session }: WithSessionOptions,
): ProblemResponse | null {
  if (outcome.status === "authenticated") {
    return fresh === undefined || sessions.isFresh(outcome.session, fresh)
      ? null
      : problem("session_not_fresh");
  }
  const mayContinue = outcome.status === "unauthenticated" && session === "optional";
  return mayContinue ? null : signedOutProblem(outcome);
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
    ? new SessionRequiredError(refusal.code as SessionRequiredCode, refusal.reason)
    : null;
}
