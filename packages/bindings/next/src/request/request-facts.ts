import type { SessionRequest } from "@sessionkit/core";
import { isPrefetch as isSpeculative } from "@sessionkit/core/binding";

/** Sent by Next's routers. A proxy only sees the first two where `skipProxyUrlNormalize` is on. */
const PREFETCH = ["next-router-prefetch", "next-router-segment-prefetch", "x-middleware-prefetch"];

/** What core needs to know of a web `Request`. Next does not tell the address of the socket. */
export function requestFacts(request: {
  readonly method: string;
  readonly headers: Headers;
}): SessionRequest {
  const header = (name: string) => request.headers.get(name);
  return { method: request.method, header, prefetch: isPrefetch(header) };
}

/** A speculative request: it may never be shown, so nothing may change for it, cookies included. */
export function isPrefetch(header: SessionRequest["header"]): boolean {
  const prefetch = PREFETCH.some((name) => (header(name) ?? null) !== null);
  return isSpeculative({ method: "GET", header, prefetch });
}
