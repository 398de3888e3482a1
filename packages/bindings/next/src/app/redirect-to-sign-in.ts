import type { SessionRequiredError } from "@sessionkit/core";
import { redirect, unauthorized } from "next/navigation";
import type { Settings } from "../options/bind-options.ts";
import { pageFor, pageOfStepUp } from "../paths/redirect-target.ts";

/**
 * Redirects to the sign-in page, or to the step-up page if the session is not fresh, with `path` as the `callbackUrl`;
 * renders `unauthorized.tsx` instead if the application prefers that. Throws `error` if there is no such page.
 */
export function redirectToSignIn(
  { signInPath, stepUpPath, whenSignedOut }: Settings,
  path: string | null,
  error: SessionRequiredError,
): never {
  const isSignedOut = error.code === "session_required";
  if (isSignedOut && whenSignedOut === "unauthorized") unauthorized();
  const page = isSignedOut ? signInPath : pageOfStepUp(error.code, stepUpPath, signInPath);
  if (page === null) throw error;
  redirect(pageFor(page, path));
}
