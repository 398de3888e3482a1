import { SessionStoreError } from "../base/errors.ts";
import type { Outcome } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { isStoreError } from "../store/deadline.ts";

/**
 * Null if the request is not signed in. In an outage, throws a `SessionStoreError`: its `status` is 503, its `code`
 * `session_store`, and its `cause` what failed.
 */
export function sessionOf(outcome: Outcome): Session | null {
  if (outcome.status !== "unavailable") return outcome.session;
  const { error } = outcome;
  throw isStoreError(error)
    ? error
    : new SessionStoreError("Sessions cannot be checked right now.", { cause: error });
}
