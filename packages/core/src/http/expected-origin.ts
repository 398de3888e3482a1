import type { Context } from "../flow/context.ts";
import { requestHost } from "../request/host.ts";
import type { SessionRequest } from "../request/request.ts";

/**
 * The origin this request was sent to: the configured one, else what `Host` says, and what a proxy of one's own says
 * where `trustProxy` counts one. Null for a request that names none.
 */
export function expectedOrigin(context: Context, request: SessionRequest): string | null {
  if (context.origin) return context.origin.origin;
  const host = requestHost(request, context.trustedProxies);
  if (!host) return null;
  const { secure } = context.cookieSpecs(request).access;
  const url = `${secure ? "https" : "http"}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : null;
}
