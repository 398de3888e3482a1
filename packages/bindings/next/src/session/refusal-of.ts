import type {
  AnySessions,
  Duration,
  EndReason,
  Outcome,
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
