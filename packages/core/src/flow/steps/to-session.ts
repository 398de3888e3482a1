import { deepFreeze } from "../../base/deep-freeze.ts";
import { actorOf } from "../../session/actor.ts";
import { endOf } from "../../session/lifetime.ts";
import { type Authenticated, authenticated } from "../../session/outcome.ts";
import type { Session, SessionDetails } from "../../session/session.ts";
import type { Accepted } from "../backend/backend.ts";
import type { Context } from "../context.ts";

/** What a session object is made of. `authenticatedAt` may be earlier than in the record. */
type Admitted = Pick<Accepted, "record" | "user" | "authenticatedAt">;

/** Creates the session object for the application, deeply frozen. Times are whole seconds, in milliseconds, as in a token. */
export function toSession(context: Context, { record, user, authenticatedAt }: Admitted): Session {
  const details: SessionDetails = {
    id: record.id,
    // Null only for a guest, whose session never leaves core as one: see `withoutGuest`.
    userId: (record.userId === null ? null : context.userIds.parse(record.userId)) as string,
    createdAt: wholeSeconds(record.createdAt.getTime()),
    authenticatedAt: wholeSeconds(authenticatedAt),
    expiresAt: wholeSeconds(endOf(record)),
    absoluteExpiresAt: wholeSeconds(record.absoluteExpiresAt.getTime()),
    remember: record.remember,
    actor: toActor(context, record),
    data: deepFreeze(record.data),
  };
  // Each member by name: a spread is several times slower, and this runs for each request.
  const session: Session = Object.freeze({
    id: details.id,
    userId: details.userId,
    createdAt: details.createdAt,
    authenticatedAt: details.authenticatedAt,
    expiresAt: details.expiresAt,
    absoluteExpiresAt: details.absoluteExpiresAt,
    remember: details.remember,
    actor: details.actor,
    data: details.data,
    claims: context.claims(user, details),
  });
  if (user !== undefined) context.users.set(session, user);
  if (context.device && record.boundKey !== null) context.boundSessions.add(session);
  return session;
}

function toActor(context: Context, record: Accepted["record"]): Session["actor"] {
  const actor = actorOf(record);
  return (
    actor && Object.freeze({ ...actor, userId: context.userIds.parse(actor.userId) as string })
  );
}

/**
 * Returns an answer that issues nothing: the client keeps its credentials.
 *
 * @param expiresAt of the access token, in milliseconds; by default, the client should refresh now
 */
export function unchanged(
  context: Context,
  admitted: Admitted,
  expiresAt: number | null = null,
): Authenticated<Session> {
  const session = toSession(context, admitted);
  const now = context.now();
  const end = context.access ? (expiresAt ?? now) : session.expiresAt;
  return authenticated(session, secondsUntil(end, now), "store");
}

export function secondsUntil(end: number, now: number): number {
  return Math.max(0, Math.floor((end - now) / 1000));
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
