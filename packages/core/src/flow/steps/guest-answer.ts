import type { Authenticated, Unauthenticated } from "../../session/outcome.ts";
import type { GuestSession, Session } from "../../session/session.ts";
import type { Context } from "../context.ts";

/** A guest is not signed in: the outcome has a guest, and no session. */
export function withoutGuest(
  context: Context,
  answer: Authenticated<Session>,
): Authenticated<Session> | Unauthenticated {
  const { session, cookies } = answer;
  if ((session.userId as string | null) !== null) return answer;
  const { id, createdAt, expiresAt, absoluteExpiresAt, remember, data } = session;
  const guest: GuestSession = Object.freeze({
    ...{ id, createdAt, expiresAt, absoluteExpiresAt, remember, data },
  });
  const outcome: Unauthenticated = {
    status: "unauthenticated",
    session: null,
    reason: "guest",
    guest,
    cookies,
  };
  const condition = context.conditions.get(answer);
  if (condition) context.conditions.set(outcome, condition);
  return outcome;
}
