import type { EndReason, Outcome } from "@sessionkit/core";
import { BoundRequest } from "@sessionkit/core/binding";
import { REASON } from "./internal-headers.ts";

/** Sent by Next's routers. A proxy receives the first two only if `skipProxyUrlNormalize` is on. */
const PREFETCH = ["next-router-prefetch", "next-router-segment-prefetch", "x-middleware-prefetch"];

/** A request to a Next application. */
export abstract class NextBoundRequest extends BoundRequest {
  /** Core disregards it for methods other than GET and HEAD. */
  override get prefetch(): boolean {
    return PREFETCH.some((name) => this.requestHeader(name) !== null);
  }

  /** Adds the reason from the proxy: it has cleared the cookies, so the reason cannot be read from them. */
  protected override mapOutcome(outcome: Outcome): Outcome {
    if (outcome.reason !== "absent" || this.changes.length > 0) return outcome;
    const noted = this.requestHeader(REASON) ?? "";
    return /^[a-z_]{1,32}$/.test(noted) ? { ...outcome, reason: noted as EndReason } : outcome;
  }
}
