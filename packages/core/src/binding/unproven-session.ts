import { type EndpointResponse, empty } from "../http/response.ts";
import { isNavigation, siteOf } from "../request/site.ts";
import type { Outcome } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import type { BoundRequest } from "./bound-request.ts";
import type { GetSessionOptions } from "./options.ts";
import { sessionOf } from "./session-of.ts";

/** The session for `getSession` of a binding. Throws a `SessionStoreError` in an outage. */
export async function sessionFor(
  current: BoundRequest,
  { verify, binding }: GetSessionOptions = {},
): Promise<Session | null> {
  const outcome = await current.resolve(verify);
  return sessionOf(binding === "optional" ? await unproven(current, outcome) : outcome);
}

/**
 * The outcome for a guard. With `binding: "optional"`, a bound session without a proof of its key becomes the session of the
 * request.
 */
export async function outcomeFor(
  current: BoundRequest,
  { verify, binding }: GetSessionOptions,
): Promise<Outcome> {
  const outcome = await current.resolve(verify);
  if (binding !== "optional" || outcome.reason !== "binding_required") return outcome;
  return current.settle(await unproven(current, outcome));
}

/**
 * The outcome. If its reason is `binding_required`, that of the bound session without a proof of its key, for a step-up.
 */
export async function unproven(current: BoundRequest, outcome: Outcome): Promise<Outcome> {
  return outcome.reason === "binding_required"
    ? current.sessions.resolve(current, { write: false, binding: "optional" })
    : outcome;
}

/**
 * The answer to a navigation that a browser has sent without a proof of the key, although it may have the key: one from another
 * site, for which browsers do not refresh a session, and one with a cookie that proves nothing any more, which the answer deletes.
 * The empty page loads the same address again, and the browser refreshes the session first. This cannot loop: the second
 * navigation is of this site, and does not have the cookie. Null for any other request.
 */
export async function arrivalOf(current: BoundRequest): Promise<EndpointResponse | null> {
  if (!current.sessions.deviceBound || current.method !== "GET" || !isNavigation(current))
    return null;
  const outcome = await current.resolve();
  if (outcome.reason !== "binding_required") return null;
  const { cookies } = outcome;
  const site = siteOf(current);
  if (cookies.length === 0 && (site === null || site === "own")) return null;
  // Those that the response gets in any case are not repeated. Some requests leave all cookies to a handler behind.
  const { changes } = current;
  const missing = cookies.filter(({ name }) => !changes.some((change) => change.name === name));
  return empty(200, [["refresh", "0"]], missing);
}
