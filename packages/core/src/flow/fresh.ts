import { SessionRequiredError } from "../base/errors.ts";
import type { Session } from "../session/session.ts";
import type { Context } from "./context.ts";

/**
 * Whether the last proof of identity is younger than `maxAge` milliseconds (RFC 9470). False in an impersonation: its user
 * has proved nothing.
 */
export function isFresh(context: Context, session: Session, maxAge: number): boolean {
  return session.actor === null && context.now() - session.authenticatedAt < maxAge;
}

/** Throws `SessionRequiredError` (`session_not_fresh`) if `isFresh` is false. */
export function requireFresh(context: Context, session: Session, maxAge: number): void {
  if (!isFresh(context, session, maxAge)) throw new SessionRequiredError("session_not_fresh", null);
}
