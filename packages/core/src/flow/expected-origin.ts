import { requestHost } from "../request/host.ts";
import type { SessionRequest } from "../request/request.ts";
import type { Context } from "./context.ts";

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

/** Whether `Origin` names another origin than this one and the allowed ones. */
export function isOtherOrigin(context: Context, request: SessionRequest): boolean {
  const origin = request.header("origin") ?? null;
  if (origin === null || context.allowedOrigins.has(origin)) return false;
  return origin !== expectedOrigin(context, request);
}
