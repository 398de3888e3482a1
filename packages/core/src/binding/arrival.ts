import { type EndpointResponse, empty } from "../http/response.ts";
import type { SessionRequest } from "../request/request.ts";
import type { BoundRequest } from "./bound-request.ts";

/**
 * The answer to a navigation that a browser has sent without a proof of the key, although it may have the key: one from another
 * site, for which browsers do not refresh a session, and one with a cookie that proves nothing any more, which the answer deletes.
 * The empty page loads the same address again, and the browser refreshes the session first. This cannot loop: the second
 * navigation is of this site, and does not have the cookie. Null for any other request.
 */
export async function arrivalOf(current: BoundRequest): Promise<EndpointResponse | null> {
  if (!current.sessions.deviceBound || !isNavigation(current)) return null;
  const outcome = await current.resolve();
  if (outcome.reason !== "binding_required") return null;
  const { cookies } = outcome;
  if (cookies.length === 0 && !isForeign(current)) return null;
  // Those that the response gets in any case are not repeated. Some requests leave all cookies to a handler behind.
  const { changes } = current;
  const missing = cookies.filter(({ name }) => !changes.some((change) => change.name === name));
  return empty(200, [["refresh", "0"]], missing);
}

function isNavigation(request: Pick<SessionRequest, "method" | "header">): boolean {
  return request.method === "GET" && request.header("sec-fetch-mode") === "navigate";
}

function isForeign(request: Pick<SessionRequest, "header">): boolean {
  const site = request.header("sec-fetch-site");
  return site === "cross-site" || site === "same-site";
}
