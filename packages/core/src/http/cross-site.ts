import type { Call } from "../flow/call.ts";
import type { Context } from "../flow/context.ts";
import { requestHost } from "../request/host.ts";
import type { SessionRequest } from "../request/request.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Returns why a request is refused as cross-site, in a sentence that names the header; null if it may change a session.
 * Safe methods and bearer requests are always allowed. Other requests must come from this origin or an allowed one.
 * `Sec-Fetch-Site` decides if present, else `Origin`. A request with neither header is refused if it has a cookie (OWASP
 * CSRF Prevention, Fetch Metadata).
 */
export function crossSiteProblem({ context, credentials, request }: Call): string | null {
  if (!request || SAFE_METHODS.has(request.method) || credentials.transport === "bearer")
    return null;
  const site = request.header("sec-fetch-site");
  if (site === "same-origin" || site === "none") return null;
  const origin = request.header("origin") ?? null;
  if (origin !== null && context.allowedOrigins.has(origin)) return null;
  if (site) {
    return `Sec-Fetch-Site is "${site.slice(0, 32)}", and only "same-origin" and "none" may change a session, or an Origin in allowedOrigins.`;
  }
  const expected = expectedOrigin(context, request);
  return originProblem(origin, expected, Boolean(request.header("cookie")));
}

function originProblem(
  origin: string | null,
  expected: string | null,
  hasCookie: boolean,
): string | null {
  if (origin === null && !hasCookie) return null;
  if (origin === null) {
    return `The request has a cookie, and neither Sec-Fetch-Site nor Origin. Send Origin: ${expected ?? "the origin of this server"}.`;
  }
  if (origin === expected) return null;
  const plain = expected !== null && expected === origin.replace(/^http:/, "https:");
  return `Origin is "${origin.slice(0, 200)}", and ${expected ? `"${expected}"` : "none"} was expected.${plain ? PLAIN_HTTP : ""}`;
}

const PLAIN_HTTP =
  " Sessions need https, or a loopback address: over plain http, cookies are readable on the network.";

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
