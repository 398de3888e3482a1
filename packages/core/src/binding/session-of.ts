import { SessionStoreError } from "../base/errors.ts";
import type { Outcome } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";

/**
 * Null if the request is not signed in. Throws in an outage, which is not the same: the store's own error, or a
 * `SessionStoreError` that names it as its cause.
 */
export function sessionOf(outcome: Outcome): Session | null {
  if (outcome.status !== "unavailable") return outcome.session;
  const { error } = outcome;
  throw error instanceof Error
    ? error
    : new SessionStoreError("Sessions cannot be checked right now.", { cause: error });
}
