import { requiredCodeOf, type SessionRequiredCode, SessionRequiredError } from "../base/errors.ts";
import { type ProblemResponse, problem } from "../http/response.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import type { EndReason } from "../session/reasons.ts";
import type { WithSessionOptions } from "./options.ts";
import { sessionOf } from "./session-of.ts";

/** The answer to a request that needs a session and has none that suffices. Null if the request may continue. */
export function refusalOf(
  sessions: AnySessions,
  outcome: Outcome,
  { fresh, session }: WithSessionOptions,
): ProblemResponse | null {
  switch (outcome.status) {
    case "unavailable":
      return problem("unavailable");
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

/**
 * The HTTP response for an error that a verb throws; null for other errors. Decides by `code`, since two copies of this
 * package may be installed.
 */
export function problemOf(error: unknown): ProblemResponse | null {
  const { code, reason = null, message } = (error ?? {}) as Thrown;
  if (code === "session_store") return problem("unavailable");
  if (code === "cross_site") return problem(code, null, [], [], message);
  if (code === "impersonated") return problem(code);
  if (isRequired(code)) return problem(code, reason);
  return null;
}

function isRequired(code: unknown): code is SessionRequiredCode {
  return code === "session_required" || code === "session_not_fresh" || code === "binding_required";
}

interface Thrown {
  readonly code?: unknown;
  readonly message?: string;
  /** Set on a `SessionRequiredError`. */
  readonly reason?: EndReason | null;
}
