import type { AnySessions, Outcome } from "@sessionkit/core";
import { type NextRequest, NextResponse } from "next/server";
import type { Settings } from "../bind/bind-options.ts";
import { localePrefix } from "../request/locale-prefix.ts";
import { withCallback } from "../request/redirect-target.ts";
import { pathWithQuery, withCookies } from "./forward.ts";
import { publicUrl } from "./public-url.ts";

/** Says that this browser was sent to refresh just now; a second time would be a loop. */
const MARK = "sessionkit-refresh";

/** Where only the endpoints see the session token, a page without an access token may still be somebody's. */
export function shouldTryRefresh(
  { refreshes }: AnySessions,
  request: NextRequest,
  outcome: Outcome,
): boolean {
  return (
    refreshes === "endpoint" &&
    request.method === "GET" &&
    outcome.reason === "absent" &&
    !request.cookies.has(MARK)
  );
}

/** To `GET /refresh`, which comes back here, or goes to the sign-in page if there is nothing to refresh. */
export function toRefresh(
  sessions: AnySessions,
  { signInPath }: Settings,
  request: NextRequest,
): Response {
  const { basePath } = request.nextUrl;
  const here = pathWithQuery(request.nextUrl);
  const signIn = localePrefix(request.nextUrl) + withCallback(signInPath as string, here);
  const inside = basePath !== "" && sessions.basePath.startsWith(`${basePath}/`);
  const query = new URLSearchParams({ redirect: basePath + here, otherwise: basePath + signIn });
  const url = publicUrl(sessions, request, "/");
  url.pathname = `${inside ? "" : basePath}${sessions.basePath}/refresh`;
  url.search = query.toString();
  const response = withCookies(NextResponse.redirect(url, 307), [], true);
  response.cookies.set(MARK, "1", { httpOnly: true, maxAge: 10, path: "/", sameSite: "lax" });
  return response;
}

/** The detour succeeded: the next one is a first one again. */
export function forgetDetour(request: NextRequest, response: NextResponse): void {
  if (request.cookies.has(MARK)) {
    response.cookies.set(MARK, "", { httpOnly: true, maxAge: 0, path: "/", sameSite: "lax" });
  }
}
