import type { EndReason, Outcome } from "@sessionkit/core";
import { BoundRequest } from "@sessionkit/core/binding";
import { REASON } from "./internal-headers.ts";
import { isPrefetch } from "./prefetch.ts";

/** A request as Next tells of it, behind the proxy. */
export abstract class CurrentRequest extends BoundRequest {
  override get prefetch(): boolean {
    return isPrefetch((name) => this.sent(name));
  }

  /** With the reason that the proxy found: it has taken the cookies, and whoever asks after it would find nothing. */
  protected override understand(outcome: Outcome): Outcome {
    if (outcome.reason !== "absent" || this.changes.length > 0) return outcome;
    const told = this.sent(REASON) ?? "";
    return /^[a-z_]{1,32}$/.test(told) ? { ...outcome, reason: told as EndReason } : outcome;
  }
}
