import type {
  AnySessions,
  Duration,
  EndReason,
  Outcome,
  SessionOf,
  SessionRequiredCode,
  Unavailable,
} from "@sessionkit/core";
import type { GetSessionOptions } from "./get-session.ts";

export interface RequireSessionOptions extends GetSessionOptions {
  /** The user must have proved who they are this recently: seconds, or `"10m"`. */
  readonly fresh?: Duration;
}

export interface WithSessionOptions extends RequireSessionOptions {
  /** `"optional"` lets whoever is signed out in, with null: for a route that signs in. `"required"`. */
  readonly session?: "required" | "optional";
}

/** Why somebody does not get what asks for a session. */
export interface Refusal {
  readonly code: SessionRequiredCode;
  readonly reason: EndReason | null;
}

/** Throws `SessionConfigError` for a duration that cannot be read, before anybody asks. */
export function checkFresh(sessions: AnySessions, { fresh }: RequireSessionOptions): void {
  // Only the session's age is looked at.
  if (fresh !== undefined) sessions.isFresh({ authenticatedAt: 0 } as SessionOf, fresh);
}

/** Null for whoever may go on. */
export function refusalOf(
  sessions: AnySessions,
  outcome: Exclude<Outcome, Unavailable>,
  { fresh, session }: WithSessionOptions,
): Refusal | null {
  if (outcome.status === "unauthenticated") {
    return session === "optional" ? null : { code: "session_required", reason: outcome.reason };
  }
  if (fresh === undefined || sessions.isFresh(outcome.session, fresh)) return null;
  return { code: "session_not_fresh", reason: null };
}
