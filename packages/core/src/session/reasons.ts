/**
 * Why a request has no session.
 *
 * - `absent`: it carried no credential.
 * - `malformed`: what it carried is not one of our tokens (shape, size, signature, the same cookie twice).
 * - `unknown`: a genuine token of a session that the store does not have.
 * - `expired_idle`, `expired_absolute`: the session expired.
 * - `revoked`: the session was ended.
 * - `reused`: a session token that had been replaced was presented, so the session was ended.
 * - `user_gone`: `loadUser` returned null, or the store found no user.
 * - `unavailable`: the store or `loadUser` failed. Not signed out: answer 503 and leave the cookies alone.
 */
export type Reason =
  | "absent"
  | "malformed"
  | "unknown"
  | "expired_idle"
  | "expired_absolute"
  | "revoked"
  | "reused"
  | "user_gone"
  | "unavailable";

/** The reasons that are an end; `unavailable` is not. */
export type EndReason = Exclude<Reason, "unavailable">;
