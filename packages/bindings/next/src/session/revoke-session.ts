import type { AnySessions, SignOutScope } from "@sessionkit/core";
import { setCookies } from "../request/set-cookies.ts";
import { writingRequest } from "./writing-request.ts";

export interface RevokeSessionOptions {
  /** This session, the user's others, or every one. `"current"`. */
  readonly scope?: SignOutScope;
}

/** Signs out, in a server action or a route handler. Returns how many sessions ended. */
export async function revokeSession(
  sessions: AnySessions,
  { scope = "current" }: RevokeSessionOptions = {},
): Promise<number> {
  const current = await writingRequest(sessions, "revokeSession");
  const { revoked, cookies } = await sessions.signOut(current.facts, scope);
  await setCookies(current, cookies);
  return revoked;
}
