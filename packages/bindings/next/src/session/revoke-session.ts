import type { AnySessions, SignOutScope } from "@sessionkit/core";
import { applyCookies, type WritingRequest } from "./writing-request.ts";

export interface RevokeSessionOptions {
  /** This session, the user's others, or every one. `"current"`. */
  readonly scope?: SignOutScope;
}

/** Signs out. Returns how many sessions ended. */
export async function revokeSession(
  sessions: AnySessions,
  current: WritingRequest,
  { scope = "current" }: RevokeSessionOptions = {},
): Promise<number> {
  const { revoked, cookies } = await sessions.signOut(current.facts, scope);
  await applyCookies(current, cookies);
  return revoked;
}
