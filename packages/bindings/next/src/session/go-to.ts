import { type SessionRequiredCode, SessionRequiredError } from "@sessionkit/core";
import { redirect } from "next/navigation";
import { withCallback } from "../request/redirect-target.ts";

/** On to the page where the user can do something about it, and from there back to `path`. */
export function goTo(
  page: string | null,
  path: string | null,
  code: SessionRequiredCode,
  reason: string | null,
): never {
  if (page === null) throw new SessionRequiredError(code, reason);
  redirect(withCallback(page, path));
}
