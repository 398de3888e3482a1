import type { Context } from "../flow/context.ts";
import { requestHost } from "../request/host.ts";
import type { SessionRequest } from "../request/request.ts";

/**
 * The origin that this request was sent to: the configured one, else from `Host`, or from `X-Forwarded-Host` behind trusted
 * proxies. Null if the request has neither header.
 */
export function expectedOrigin(context: Context, request: SessionRequest): string | null {
  if (context.origin) return context.origin.origin;
  const host = requestHost(request, context.trustedProxies);
  if (!host) return null;
  const { secure } = context.cookieSpecs(request).access;
  const url = `${secure ? "https" : "http"}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : null;
}
