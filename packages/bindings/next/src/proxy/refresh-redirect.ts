import type { AnySessions, Outcome } from "@sessionkit/core";
import { type NextRequest, NextResponse } from "next/server";
import type { Settings } from "../options/bind-options.ts";
import { localePrefix } from "../paths/locale-prefix.ts";
import { type PageOf, pageFor } from "../paths/redirect-target.ts";
import { pathPrefixOf } from "../request/path-prefix.ts";
import { pathWithQuery, withCookies } from "./forward.ts";
import { publicUrl } from "./public-url.ts";

/** Set when a browser is redirected to `GET /refresh`: a second redirect would be a loop. */
const MARKER = "sessionkit-refresh";

/**
 * If only the endpoints receive the session token, a page request without an access token may still have a session.
 * They do not receive it either if the browser withholds it for another site.
 */
export function shouldTryRefresh(
  { refreshes }: AnySessions,
  request: NextRequest,
  outcome: Outcome,
): boolean {
  return (
    refreshes === "endpoint" &&
    request.method === "GET" &&
    outcome.reason === "absent" &&
    !outcome.withheld &&
    !request.cookies.has(MARKER)
  );
}

/** Redirects to `GET /refresh`, which redirects back, or to the sign-in page if there is nothing to refresh. */
export function redirectToRefresh(
  sessions: AnySessions,
  { signInPath }: Settings,
  request: NextRequest,
): Response {
  const { basePath, pathname } = request.nextUrl;
  const here = pathWithQuery(request.nextUrl);
  const signIn = localePrefix(request.nextUrl) + pageFor(signInPath as PageOf, pathname, here);
  const query = new URLSearchParams({ redirect: basePath + here, otherwise: basePath + signIn });
  const url = publicUrl(sessions, request, "/");
  url.pathname = `${pathPrefixOf(sessions, request.nextUrl)}${sessions.basePath}/refresh`;
  url.search = query.toString();
  const response = withCookies(NextResponse.redirect(url, 307), [], true);
  response.cookies.set(MARKER, "1", { httpOnly: true, maxAge: 10, path: "/", sameSite: "lax" });
  return response;
}

/** After a successful refresh, so that the next one may redirect again. */
export function clearRefreshMarker(request: NextRequest, response: NextResponse): void {
  if (request.cookies.has(MARKER)) {
    response.cookies.set(MARKER, "", { httpOnly: true, maxAge: 0, path: "/", sameSite: "lax" });
  }
}
