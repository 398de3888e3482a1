import { SAFE_METHODS, type SessionRequest } from "./request.ts";

/**
 * Where the page is that caused a request, as the browser says (Fetch Metadata): `own` is this origin, and the user, such as by
 * the address bar. Null if the browser says nothing.
 */
export function siteOf(
  request: Pick<SessionRequest, "header">,
): "own" | "sibling" | "foreign" | null {
  const site = request.header("sec-fetch-site");
  if (!site) return null;
  if (site === "same-origin" || site === "none") return "own";
  return site === "same-site" ? "sibling" : "foreign";
}

/** Whether the browser shows the answer as a page, or as a part of one. */
export function isNavigation(request: Pick<SessionRequest, "header">): boolean {
  return request.header("sec-fetch-mode") === "navigate";
}

/**
 * Whether a browser may have cookies that it does not send with this request, because of their `SameSite` (RFC 6265bis, 5.6.7.1).
 * It sends those that are `Lax` for another site only if the user follows a link to a page.
 *
 * @param isOther whether `Origin` is another site's: decides for a browser without Fetch Metadata
 */
export function mayWithhold(request: SessionRequest, sameSite: string, isOther: boolean): boolean {
  const isForeign = siteOf(request) === "foreign" || (siteOf(request) === null && isOther);
  if (!isForeign || sameSite === "none") return false;
  const isPage = isNavigation(request) && request.header("sec-fetch-dest") === "document";
  return sameSite === "strict" || !isPage || !SAFE_METHODS.has(request.method);
}
