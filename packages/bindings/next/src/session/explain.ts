import type { EndReason, Outcome } from "@sessionkit/core";
import type { CurrentRequest } from "../request/current-request.ts";
import { REASON } from "../request/internal-headers.ts";

/** With the reason that the proxy found: it has taken the cookies, and whoever asks after it would find nothing. */
export function explain(
  outcome: Outcome,
  { facts, state }: Pick<CurrentRequest, "facts" | "state">,
): Outcome {
  if (outcome.reason !== "absent" || state.changes.length > 0) return outcome;
  const told = facts.header(REASON) ?? "";
  return /^[a-z_]{1,32}$/.test(told) ? { ...outcome, reason: told as EndReason } : outcome;
}
