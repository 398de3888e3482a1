/** Workers have no socket, and Cloudflare overwrites this header of the client. Other platforms do not. */
const ON_WORKERS =
  (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent ===
  "Cloudflare-Workers";

/** The address of the client on Cloudflare Workers; undefined on other platforms. */
export function workersAddress(request: Request): string | null | undefined {
  return ON_WORKERS ? request.headers.get("cf-connecting-ip") : undefined;
}
