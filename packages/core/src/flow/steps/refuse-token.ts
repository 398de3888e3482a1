import { SessionStoreError } from "../../base/errors.ts";
import { readCookie } from "../../cookies/read-cookie.ts";
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
 * The outcome for a session token that was refused. A bound session without a proof of its key has not ended: its cookie is kept.
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
  // A hint from the client. It permits nothing: the request is refused in any case.
  if (request.header("secure-session-skipped"))
    return unavailable(new SessionStoreError("The browser could not prove its key right now."));
  const cookie = context.access ? specs.access : specs.bound;
  const hasCookie = context.access
    ? accessToken !== null
    : readCookie(request.header("cookie") ?? "", cookie.name) !== null;
  // As long as a browser has the cookie that it renews, it sends no proof. Without it, it proves the key before its next request.
  if (hasCookie && transport === "cookie")
    return unauthenticated("binding_required", [deleteCookie(cookie)]);
  if (isOwnNavigation(request)) context.emit("session.binding_lost", { sessionId });
  return unauthenticated("binding_required");
}

/** A browser that has the key proves it before such a request. */
function isOwnNavigation(request: SessionRequest): boolean {
  const site = request.header("sec-fetch-site");
  const isOwn = site === "same-origin" || site === "none";
  return isOwn && request.header("sec-fetch-mode") === "navigate";
}
