import { type SessionRequiredCode, SessionRequiredError } from "../base/errors.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import type { EndReason } from "../session/reasons.ts";
import type { SessionOf } from "../session/session.ts";
import type { RequireSessionOptions, WithSessionOptions } from "./options.ts";
import { sessionOf } from "./session-of.ts";

/** Why a request does not get what asks for a session: the first two arguments of `problem`. */
export type Refusal =
  | { readonly code: SessionRequiredCode; readonly reason: EndReason | null }
  | { readonly code: "unavailable"; readonly reason: "unavailable" };

/** Throws `SessionConfigError` for a duration that cannot be read, before anybody asks. */
export function checkFresh(sessions: AnySessions, { fresh }: RequireSessionOptions): void {
  // Only the session's age is looked at.
  if (fresh !== undefined) sessions.isFresh({ authenticatedAt: 0 } as SessionOf, fresh);
}

/** Null for whoever may go on. */
export function refusalOf(
  sessions: AnySessions,
  outcome: Outcome,
  { fresh, session }: WithSessionOptions,
): Refusal | null {
  switch (outcome.status) {
    case "unavailable":
      return { code: "unavailable", reason: "unavailable" };
    case "unauthenticated":
      return session === "optional" ? null : { code: "session_required", reason: outcome.reason };
    case "authenticated":
      return fresh === undefined || sessions.isFresh(outcome.session, fresh)
        ? null
        : { code: "session_not_fresh", reason: null };
  }
}

/** The same as an error, for what cannot answer with a status. Throws in an outage, as `sessionOf` does. */
export function requiredErrorOf(
  sessions: AnySessions,
  outcome: Outcome,
  options: WithSessionOptions,
): SessionRequiredError | null {
  // What is left after it is no outage.
  sessionOf(outcome);
  const refusal = refusalOf(sessions, outcome, options);
  return refusal && new SessionRequiredError(refusal.code as SessionRequiredCode, refusal.reason);
}
