import type { SessionRequiredError } from "@sessionkit/core";
import { redirect, unauthorized } from "next/navigation";
import type { Settings } from "../bind/bind-options.ts";
import { withCallback } from "../request/redirect-target.ts";

/**
 * On to the page where the user can do something about it, and from there back to `path`; or to `unauthorized.tsx`, if
 * the application prefers that. Throws the error where there is no such page.
 */
export function goTo(
  { signInPath, stepUpPath, whenSignedOut }: Settings,
  path: string | null,
  error: SessionRequiredError,
): never {
  const isSignedOut = error.code === "session_required";
  if (isSignedOut && whenSignedOut === "unauthorized") unauthorized();
  const page = isSignedOut ? signInPath : stepUpPath;
  if (page === null) throw error;
  redirect(withCallback(page, path));
}
