import { type SessionRequiredCode, SessionRequiredError } from "@sessionkit/core";
import { redirect, unauthorized } from "next/navigation";
import type { Settings } from "../bind/bind-options.ts";
import { withCallback } from "../request/redirect-target.ts";

/**
 * On to the page where the user can do something about it, and from there back to `path`; or to `unauthorized.tsx`, if
 * the application prefers that. Throws `SessionRequiredError` where there is no such page.
 */
export function goTo(
  { signInPath, stepUpPath, whenSignedOut }: Settings,
  path: string | null,
  code: SessionRequiredCode,
  reason: string | null,
): never {
  if (code === "session_required" && whenSignedOut === "unauthorized") unauthorized();
  const page = code === "session_required" ? signInPath : stepUpPath;
  if (page === null) throw new SessionRequiredError(code, reason);
  redirect(withCallback(page, path));
}
