import type { SessionRequest } from "./request.ts";

/**
 * The host that the client named: what `Host` says or, behind `trustedProxies` proxies of one's own, what the nearest of
 * them says in `X-Forwarded-Host`. Null for a request that names none.
 */
export function requestHost(request: SessionRequest, trustedProxies: number): string | null {
  const forwarded = trustedProxies > 0 ? request.header("x-forwarded-host") : null;
  return forwarded?.split(",").at(-1)?.trim() || request.header("host") || null;
}
