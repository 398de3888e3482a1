import type { SessionAnswer } from "@sessionkit/core";

/** The members of a session answer, or of a 401 that names its reason. The latter has no `now`. */
export type Answer<Claims extends object, User> = Partial<
  Pick<SessionAnswer<Claims, User>, "session" | "user" | "reason" | "now" | "expiresIn" | "bound">
>;

/**
 * Returns true for a value that names neither a session, nor the reason why there is none, nor the number of revoked
 * sessions: no answer, the answer of another server or of a proxy, `unavailable`, or `binding_required`, after which the user is
 * not signed out. Also true for a promise, on which React may have set `status` and `reason`.
 */
export function isInconclusive(answer: unknown): answer is null | undefined {
  const { status, session, reason, now, expiresIn, code, revoked } = Object(answer);
  if (revoked >= 0) return false;
  if (status === "authenticated") return !(session?.id && now + expiresIn >= 0);
  const isRefusal = status === "unauthenticated" || code === "session_required";
  return !isRefusal || !reason || reason === "unavailable" || reason === "binding_required";
}
