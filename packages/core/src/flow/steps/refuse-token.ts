import { SessionStoreError } from "../../base/errors.ts";
import { deleteCookie } from "../../cookies/set-cookie.ts";
import type { SessionRequest } from "../../request/request.ts";
import {
  type Unauthenticated,
  type Unavailable,
  unauthenticated,
  unavailable,
} from "../../session/outcome.ts";
import type { Refused } from "../backend/backend.ts";
import type { Context } from "../context.ts";
import type { Credentials } from "./read-credentials.ts";
import { refuse } from "./refuse.ts";

/**
 * The outcome for a session token that was refused. A bound session without a proof of its key is not over: its cookies stay.
 * If the browser says that it could not get a proof (`Secure-Session-Skipped`), that is an outage.
 */
export function refuseToken(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  { reason, id }: Refused,
): Promise<Unauthenticated | Unavailable> {
  return reason === "binding_required" && id !== null
    ? Promise.resolve(unproven(context, request, credentials, id))
    : refuse(context, credentials, reason, id);
}

function unproven(
  context: Context,
  request: SessionRequest,
  { transport, accessToken, specs }: Credentials,
  sessionId: string,
): Unauthenticated | Unavailable {
  // A hint: it may delay a client that is refused in any case, and gives it nothing.
  if (request.header("secure-session-skipped"))
    return unavailable(new SessionStoreError("The browser could not prove its key right now."));
  if (isOwnNavigation(request)) context.emit("session.binding_lost", { sessionId });
  // As long as a browser has the cookie, it sends no proof.
  const isStuck = transport === "cookie" && accessToken !== null && context.access !== null;
  return unauthenticated("binding_required", isStuck ? [deleteCookie(specs.access)] : []);
}

/** A browser that has the key would have proven it before such a request. */
function isOwnNavigation(request: SessionRequest): boolean {
  const site = request.header("sec-fetch-site");
  const isOwn = site === "same-origin" || site === "none";
  return isOwn && request.header("sec-fetch-mode") === "navigate";
}
