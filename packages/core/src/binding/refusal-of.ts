import type { SessionRequiredCode } from "../base/errors.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Outcome, Unavailable } from "../session/outcome.ts";
import type { EndReason } from "../session/reasons.ts";
import type { SessionOf } from "../session/session.ts";
import type { RequireSessionOptions, WithSessionOptions } from "./options.ts";

/** Why a request does not get what asks for a session: the first two arguments of `problem`. */
export type Refusal = SessionRefusal | Outage;

interface SessionRefusal {
  readonly code: SessionRequiredCode;
  readonly reason: EndReason | null;
}

interface Outage {
  readonly code: "unavailable";
  readonly reason: "unavailable";
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
  options: WithSessionOptions,
): SessionRefusal | null;
export function refusalOf(
  sessions: AnySessions,
  outcome: Outcome,
  options: WithSessionOptions,
): Refusal | null;
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
