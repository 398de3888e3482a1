import type { Call } from "../flow/call.ts";
import { expectedOrigin } from "../flow/expected-origin.ts";
import { SAFE_METHODS } from "../request/request.ts";
import { siteOf } from "../request/site.ts";

/**
 * Returns why a request is refused as cross-site, in a sentence that names the header; null if it may change a session.
 * Safe methods and bearer requests are always allowed. Other requests must come from this origin or an allowed one.
 * `Sec-Fetch-Site` decides if present, else `Origin`. A request with neither header is refused if it has a cookie (OWASP
 * CSRF Prevention, Fetch Metadata).
 */
export function crossSiteProblem({ context, credentials, request }: Call): string | null {
  if (!request || SAFE_METHODS.has(request.method) || request.method === "OPTIONS") return null;
  if (credentials.transport === "bearer" || siteOf(request) === "own") return null;
  const origin = request.header("origin") ?? null;
  if (origin !== null && context.allowedOrigins.has(origin)) return null;
  const site = request.header("sec-fetch-site");
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
