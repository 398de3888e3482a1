import { SessionStoreError } from "../base/errors.ts";
import type { Outcome } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";

/**
 * Null if the request is not signed in. In an outage, throws the error of the store, or a `SessionStoreError` with it as
 * `cause`.
 */
export function sessionOf(outcome: Outcome): Session | null {
  if (outcome.status !== "unavailable") return outcome.session;
  const { error } = outcome;
  throw error instanceof Error
    ? error
    : new SessionStoreError("Sessions cannot be checked right now.", { cause: error });
}
