import type { SessionRequiredCode } from "../base/errors.ts";
import { type ProblemResponse, problem } from "../http/response.ts";
import type { EndReason } from "../session/reasons.ts";

/**
 * The HTTP response for an error that a verb throws; null for other errors. Decides by `code`, since two copies of this
 * package may be installed.
 */
export function problemOf(error: unknown): ProblemResponse | null {
  const { code, reason = null, message } = (error ?? {}) as Thrown;
  if (code === "session_store") return problem("unavailable", "unavailable");
  if (code === "cross_site") return problem(code, null, [], [], message);
  if (code === "impersonated") return problem(code);
  if (isRequired(code)) return problem(code, reason);
  return null;
}

function isRequired(code: unknown): code is SessionRequiredCode {
  return code === "session_required" || code === "session_not_fresh" || code === "binding_required";
}

interface Thrown {
  readonly code?: unknown;
  readonly message?: string;
  /** Set on a `SessionRequiredError`. */
  readonly reason?: EndReason | null;
}
