import type { Outcome } from "../session/outcome.ts";
import type { GuestSession } from "../session/session.ts";
import { sessionOf } from "./session-of.ts";

/** The guest of a request. Null if it has no guest or is signed in. Throws a `SessionStoreError` in an outage. */
export function guestOf(outcome: Outcome): GuestSession | null {
  sessionOf(outcome);
  return outcome.status === "unauthenticated" ? (outcome.guest ?? null) : null;
}
