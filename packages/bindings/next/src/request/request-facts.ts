import type { SessionRequest } from "@sessionkit/core";

/** Sent by Next's router. A proxy only sees the first two where `skipProxyUrlNormalize` is on. */
const PREFETCH = ["next-router-prefetch", "next-router-segment-prefetch", "x-middleware-prefetch"];

/** What core needs to know of a web `Request`. Next does not tell the address of the socket. */
export function requestFacts(request: {
  readonly method: string;
  readonly headers: Headers;
}): SessionRequest {
  return {
    method: request.method,
    header: (name) => request.headers.get(name),
    prefetch: isPrefetch(request.headers),
  };
}

/** A speculative request: it may never be shown, so nothing may change for it, cookies included. */
export function isPrefetch(headers: Headers): boolean {
  return (
    PREFETCH.some((name) => headers.has(name)) ||
    /\bprefetch\b/.test(headers.get("sec-purpose") ?? "") ||
    headers.get("purpose") === "prefetch"
  );
}
