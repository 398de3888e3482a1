/** Sent by Next's routers. A proxy only sees the first two where `skipProxyUrlNormalize` is on. */
const HEADERS = ["next-router-prefetch", "next-router-segment-prefetch", "x-middleware-prefetch"];

/** Whether a request is speculative as Next tells it: it may never be shown, so nothing may change for it, cookies included. */
export function isPrefetch(sent: (name: string) => string | null): boolean {
  return HEADERS.some((name) => sent(name) !== null);
}
