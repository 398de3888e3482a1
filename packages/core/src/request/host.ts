import type { SessionRequest } from "./request.ts";

/**
 * The host that the client requested: the `Host` header or, behind trusted proxies, the last entry of `X-Forwarded-Host`.
 * Null if there is none.
 */
export function requestHost(request: SessionRequest, trustedProxies: number): string | null {
  const forwarded = trustedProxies > 0 ? request.header("x-forwarded-host") : null;
  return forwarded?.split(",").at(-1)?.trim() || request.header("host") || null;
}
