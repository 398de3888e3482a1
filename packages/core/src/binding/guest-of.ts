import type { Outcome } from "../session/outcome.ts";
import type { GuestSession } from "../session/session.ts";
import { sessionOf } from "./session-of.ts";

/** The guest of a request; null without one, and if the request is signed in. In an outage, throws as `sessionOf` does. */
export function guestOf(outcome: Outcome): GuestSession | null {
  sessionOf(outcome);
  return outcome.status === "unauthenticated" ? (outcome.guest ?? null) : null;
}
