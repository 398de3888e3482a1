import type { EndReason, Outcome } from "@sessionkit/core";
import { REASON } from "./internal-headers.ts";
import { NextBoundRequest } from "./next-bound-request.ts";

/** A request as Next tells of it, behind the proxy. */
export abstract class CurrentRequest extends NextBoundRequest {
  /** With the reason that the proxy found: it has taken the cookies, and whoever asks after it would find nothing. */
  protected override understand(outcome: Outcome): Outcome {
    if (outcome.reason !== "absent" || this.changes.length > 0) return outcome;
    const told = this.sent(REASON) ?? "";
    return /^[a-z_]{1,32}$/.test(told) ? { ...outcome, reason: told as EndReason } : outcome;
  }
}
