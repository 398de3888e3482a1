import type { SignOutScope } from "@sessionkit/core";
import type { Context } from "hono";
import type { Binding } from "../bind/binding.ts";
import { writeSession } from "./write-session.ts";

export interface RevokeSessionOptions {
  /** This session, the user's others, or every one. `"current"`. */
  readonly scope?: SignOutScope;
}

/** Signs out. Returns how many sessions ended. */
export async function revokeSession(
  binding: Binding,
  c: Context,
  { scope = "current" }: RevokeSessionOptions = {},
): Promise<number> {
  const { revoked } = await writeSession(binding, c, "revokeSession", (request) =>
    binding.sessions.signOut(request, scope),
  );
  return revoked;
}
