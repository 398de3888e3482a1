import type { LogoutAnswer, SessionAnswer } from "@sessionkit/core";

/** The members of a session answer, or of a 401 that names its reason. The latter has no `now`. */
export type Answer<Claims extends object, User> = Partial<
  Pick<SessionAnswer<Claims, User>, "session" | "user" | "reason" | "now" | "expiresIn" | "bound">
>;

/**
 * Returns true for a value that names neither a session, nor the reason why there is none, nor the number of revoked
 * sessions: no answer, the answer of another server, `unavailable`, or `binding_required`, after which the user is not signed
 * out. Also true for a promise, on which React may have set `reason`.
 */
export function isInconclusive(answer: unknown): answer is null | undefined {
  const { session, reason, revoked }: Answer<object, unknown> & Partial<LogoutAnswer> =
    Object(answer);
  if (session || revoked !== undefined) return false;
  return typeof reason !== "string" || reason === "unavailable" || reason === "binding_required";
}
