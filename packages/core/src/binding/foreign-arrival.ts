import { type EndpointResponse, empty } from "../http/response.ts";
import type { SessionRequest } from "../request/request.ts";
import type { Outcome } from "../session/outcome.ts";

/**
 * The answer to a page that another site has opened, if the session of its request is bound and needs a proof: browsers send
 * none with such a request. The empty page loads the same address again, as a request of this site, and the browser adds the
 * proof. Null for any other request.
 *
 * The second request is not cross-site, so that it is not answered in this way again.
 */
export function foreignArrival(
  request: Pick<SessionRequest, "method" | "header">,
  { reason }: Pick<Outcome, "reason">,
): EndpointResponse | null {
  return reason === "binding_required" && isForeignNavigation(request)
    ? empty(200, [["refresh", "0"]])
    : null;
}

function isForeignNavigation(request: Pick<SessionRequest, "method" | "header">): boolean {
  if (request.method !== "GET" || request.header("sec-fetch-mode") !== "navigate") return false;
  const site = request.header("sec-fetch-site");
  return site === "cross-site" || site === "same-site";
}
