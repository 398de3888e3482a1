import { type ProblemResponse, problem } from "../http/response.ts";
import type { EndReason } from "../session/reasons.ts";

/** The HTTP answer for an error of a verb; null for other errors. By code, since there may be two copies of this package. */
export function problemOf(error: unknown): ProblemResponse | null {
  const { code, reason = null, message } = (error ?? {}) as Thrown;
  if (code === "session_store") return problem("unavailable", "unavailable");
  if (code === "cross_site") return problem(code, null, [], [], message);
  if (code === "session_required" || code === "session_not_fresh") return problem(code, reason);
  return null;
}

interface Thrown {
  readonly code?: unknown;
  readonly message?: string;
  /** Of a `SessionRequiredError`. */
  readonly reason?: EndReason | null;
}
