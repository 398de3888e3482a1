import { type EndpointResponse, empty } from "../http/response.ts";
import type { SessionRequest } from "../request/request.ts";
import type { BoundRequest } from "./bound-request.ts";

/**
 * The answer to a page that another site has opened, if the session of its request is bound and needs a proof: browsers send
 * none with such a request. The empty page loads the same address again, as a request of this site, and the browser adds the
 * proof. That is no loop: the second request is not a foreign one. Null for any other request.
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
