import type { Context } from "../flow/context.ts";
import { readCredentials } from "../flow/steps/read-credentials.ts";
import type { SessionRequest } from "../request/request.ts";
import { expectedOrigin } from "./expected-origin.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request may change something on a user's behalf: safe methods, requests without a cookie and bearer
 * requests always; others only from a page of this origin or an allowed one. `Sec-Fetch-Site` decides where the
 * browser sends it, else `Origin`; with neither it is refused (OWASP CSRF Prevention, Fetch Metadata).
 */
export function isSameSiteIntent(context: Context, request: SessionRequest): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  if (readCredentials(context, request).transport === "bearer") return true;
  const site = request.header("sec-fetch-site");
  if (site === "same-origin" || site === "none") return true;
  const origin = request.header("origin") ?? null;
  if (origin !== null && context.allowedOrigins.has(origin)) return true;
  if (site) return false;
  if (origin !== null) return origin === expectedOrigin(context, request);
  return !request.header("cookie");
}
