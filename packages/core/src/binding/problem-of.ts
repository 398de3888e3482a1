import { type ProblemResponse, problem } from "../http/response.ts";
import type { EndReason } from "../session/reasons.ts";

/** What an error of a verb means to whoever asked. By code, since there may be two copies of this package. Null for others. */
export function problemOf(error: unknown): ProblemResponse | null {
  const { code, reason = null } = (error ?? {}) as Thrown;
  if (code === "session_store") return problem("unavailable", "unavailable");
  if (code === "cross_site") return problem(code);
  if (code === "session_required" || code === "session_not_fresh") return problem(code, reason);
  return null;
}

interface Thrown {
  readonly code?: unknown;
  /** Of a `SessionRequiredError`. */
  readonly reason?: EndReason | null;
}
