import { type EndpointResponse, empty } from "../http/response.ts";
import type { SessionRequest } from "../request/request.ts";
import type { BoundRequest } from "./bound-request.ts";

/**
 * The answer to a navigation from another site, if the session of its request is bound and needs a proof: browsers do not
 * refresh a session for such a request. The empty page loads the same address again, as a request of this site, for which the
 * browser refreshes the session first. This cannot loop: the second navigation is not from another site. Null for any other
 * request.
 */
export async function arrivalOf(current: BoundRequest): Promise<EndpointResponse | null> {
  if (!current.sessions.deviceBound || !isForeignNavigation(current)) return null;
  const { reason } = await current.resolve();
  return reason === "binding_required" ? empty(200, [["refresh", "0"]]) : null;
}

function isForeignNavigation(request: Pick<SessionRequest, "method" | "header">): boolean {
  if (request.method !== "GET" || request.header("sec-fetch-mode") !== "navigate") return false;
  const site = request.header("sec-fetch-site");
  return site === "cross-site" || site === "same-site";
}
