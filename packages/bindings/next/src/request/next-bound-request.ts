import { BoundRequest } from "@sessionkit/core/binding";

/** Sent by Next's routers. A proxy only sees the first two where `skipProxyUrlNormalize` is on. */
const PREFETCH = ["next-router-prefetch", "next-router-segment-prefetch", "x-middleware-prefetch"];

/** A request to a Next application, from whatever side. */
export abstract class NextBoundRequest extends BoundRequest {
  /** Speculative: it may never be shown, so nothing may change for it, cookies included. */
  override get prefetch(): boolean {
    return PREFETCH.some((name) => this.sent(name) !== null);
  }
}
