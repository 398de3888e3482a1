import type { AnySessions, SignOutScope } from "@sessionkit/core";
import type { Context } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { writeSession } from "./write-session.ts";

export interface RevokeSessionOptions {
  /** This session, the user's others, or every one. `"current"`. */
  readonly scope?: SignOutScope;
}

/** Signs out. Returns how many sessions ended. */
export async function revokeSession(
  sessions: AnySessions,
  settings: Settings,
  c: Context,
  { scope = "current" }: RevokeSessionOptions = {},
): Promise<number> {
  const { revoked } = await writeSession(sessions, settings, c, {
    verb: "revokeSession",
    work: ({ facts }) => sessions.signOut(facts, scope),
  });
  return revoked;
}
