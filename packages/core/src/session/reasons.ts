import { withQuery } from "../base/text.ts";

export const END_REASONS = [
  "absent",
  "malformed",
  "unknown",
  "expired_idle",
  "expired_absolute",
  "revoked",
  "reused",
  "user_gone",
  "credentials_changed",
  "binding_required",
  "guest",
] as const;

/** All reasons except `unavailable`. */
export type EndReason = (typeof END_REASONS)[number];

/**
 * Why a request has no session.
 *
 * - `absent`: the request carried no credential.
 * - `malformed`: the credential is not a token of this server (form, size, signature), or a cookie occurs twice.
 * - `unknown`: the token is genuine, but the store has no such session.
 * - `expired_idle`, `expired_absolute`: the session expired.
 * - `revoked`: the session was ended.
 * - `reused`: a session token that had been replaced was presented, so the session was ended.
 * - `user_gone`: `loadUser` returned null, or the store found no user.
 * - `credentials_changed`: the user's credentials changed after the session's last proof of identity.
 * - `binding_required`: the session is bound to a key of its browser, and the request has no current proof of it. Not signed
 *   out: the session cookie is kept, and the browser sends a proof with a request of its own.
 * - `guest`: the request is of a guest, who has data and is not signed in.
 * - `unavailable`: the store or `loadUser` failed. Not signed out: answer 503 and keep the cookies.
 */
export type Reason = EndReason | "unavailable";

/**
 * The path of a sign-in page, with the reason in its query: the cookies that it was read from are cleared by then. Unchanged if
 * there is nothing to explain to the user, for `absent` and `guest`.
 *
 * @example
 * withReason("/sign-in", "revoked"); // "/sign-in?reason=revoked"
 */
export function withReason(path: string, reason: string | null): string {
  if (reason === null || reason === "absent" || reason === "guest") return path;
  return withQuery(path, `reason=${encodeURIComponent(reason)}`);
}

/**
 * The reason in the query of a sign-in page. Null for any other value. A link can contain any reason: show a text of your own for
 * each, and let the user do nothing but sign in.
 */
export function readReason(value: unknown): EndReason | null {
  return END_REASONS.find((reason) => reason === value) ?? null;
}
