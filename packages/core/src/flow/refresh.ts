import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { SessionRequest } from "../session/request.ts";
import type { Context } from "./context/context.ts";
import type { Presented } from "./presented.ts";
import { continued, forget, issue } from "./steps/issue.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import { present } from "./steps/present.ts";
import { presentStateless } from "./steps/present-stateless.ts";
import { type Credentials, readCredentials } from "./steps/read-credentials.ts";

/**
 * Exchanges the session token for fresh credentials: rotates, converges or branches as the table says, and mints an
 * access token in `jwt` mode. Losing a race is not an error: every loser's answer is signed in.
 *
 * @param sessionToken the token of a client that keeps its own; else the request's cookie (`database`: or bearer) is used
 */
export function refresh(
  context: Context,
  request: SessionRequest,
  sessionToken?: string,
): Promise<Outcome> {
  const credentials = readCredentials(context, request);
  if (credentials.duplicate && sessionToken === undefined)
    return Promise.resolve(unauthenticated("malformed"));
  const token = sessionToken ?? credentials.sessionToken;
  if (!token) return Promise.resolve(unauthenticated("absent"));
  return orUnavailable(bySessionToken(context, request, credentials, token, true));
}

/**
 * Decides by the session token: a refresh, the whole of `database` mode, and any request whose access token has run
 * out. Rejects with `SessionStoreError`.
 */
export async function bySessionToken(
  context: Context,
  request: SessionRequest,
  { specs }: Credentials,
  token: string,
  write: boolean,
): Promise<Outcome> {
  const presented = await presentToken(context, request, token, write);
  if (!presented.accepted)
    return unauthenticated(presented.reason, presented.clear ? forget(context, specs) : []);
  if (!write || (context.mode === "database" && !presented.changed))
    return continued(context, presented);
  return issue(context, presented, presented.token, specs, presented.changed);
}

async function presentToken(
  context: Context,
  request: SessionRequest,
  token: string,
  write: boolean,
): Promise<Presented> {
  if (context.mode === "stateless") return presentStateless(context, token, write);
  const parts = context.sessionTokens.read(token);
  if (!parts) return { accepted: false, reason: "malformed", clear: true };
  return present(context, request, parts, write);
}
