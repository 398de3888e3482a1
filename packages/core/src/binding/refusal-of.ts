import { type SessionRequiredCode, SessionRequiredError } from "../base/errors.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome } from "../session/outcome.ts";
import type { EndReason } from "../session/reasons.ts";
import type { Session } from "../session/session.ts";
import type { RequireSessionOptions, WithSessionOptions } from "./options.ts";
import { sessionOf } from "./session-of.ts";

/** Why a request that needs a session is refused: the first two arguments of `problem`. */
export type Refusal =
  | { readonly code: SessionRequiredCode; readonly reason: EndReason | null }
  | { readonly code: "unavailable"; readonly reason: "unavailable" };

/** Throws `SessionConfigError` for an invalid duration, when the guard is created. */
export function checkFresh(sessions: AnySessions, { fresh }: RequireSessionOptions): void {
  // `isFresh` reads `authenticatedAt` only.
  if (fresh !== undefined) sessions.isFresh({ authenticatedAt: 0 } as Session, fresh);
}

/** Null if the request may continue. */
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

/** The refusal as an error, for code that cannot respond with a status. Throws in an outage, as `sessionOf` does. */
export function requiredErrorOf(
  sessions: AnySessions,
  outcome: Outcome,
  options: WithSessionOptions,
): SessionRequiredError | null {
  // Throws in an outage.
  sessionOf(outcome);
  const refusal = refusalOf(sessions, outcome, options);
  return refusal && new SessionRequiredError(refusal.code as SessionRequiredCode, refusal.reason);
}
