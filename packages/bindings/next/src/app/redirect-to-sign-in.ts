import type { SessionRequiredError } from "@sessionkit/core";
import { redirect, unauthorized } from "next/navigation";
import type { Settings } from "../options/bind-options.ts";
import { pageFor, pageOfRefusal } from "../paths/redirect-target.ts";

/**
 * Redirects to the sign-in page, or to the step-up page if the session is not fresh, with `path` as the `callbackUrl` and the
 * `reason`;
 * renders `unauthorized.tsx` instead if the application prefers that. Throws `error` if there is no such page.
 */
export function redirectToSignIn(
  settings: Settings,
  path: string | null,
  error: SessionRequiredError,
): never {
  const isSignedOut = error.code === "session_required";
  if (isSignedOut && settings.whenSignedOut === "unauthorized") unauthorized();
  const page = pageOfRefusal(error, settings);
  if (page === null) throw error;
  redirect(pageFor(page, path));
}
