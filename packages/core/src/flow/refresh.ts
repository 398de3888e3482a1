import { type Outcome, unauthenticated } from "../session/outcome.ts";
import type { SessionRequest } from "../request/request.ts";
import type { Context } from "./context.ts";
import type { Presented } from "./presented.ts";
import { continued, issue } from "./steps/issue.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import { present } from "./steps/present.ts";
import { presentStateless } from "./steps/present-stateless.ts";
import { type Credentials, readCredentials } from "./steps/read-credentials.ts";
import { refuse } from "./steps/refuse.ts";

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
  const presented = readCredentials(context, request);
  const credentials: Credentials = sessionToken
    ? { ...presented, transport: "bearer", duplicate: false, sessionToken }
    : presented;
  if (credentials.duplicate) return Promise.resolve(unauthenticated("malformed"));
  if (!credentials.sessionToken) return Promise.resolve(unauthenticated("absent"));
  return orUnavailable(
    bySessionToken(context, request, credentials, credentials.sessionToken, true),
  );
}

/**
 * Decides by the session token: a refresh, the whole of `database` mode, and any request whose access token has run
 * out. Rejects with `SessionStoreError`.
 */
export async function bySessionToken(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  token: string,
  write: boolean,
): Promise<Outcome> {
  const presented = await presentToken(context, request, token, write);
  if (!presented.accepted) return refuse(context, credentials, presented.reason, presented.clear);
  if (!write || (context.mode === "database" && !presented.changed))
    return continued(context, presented);
  return issue(context, presented, presented.token, credentials.specs, presented.changed);
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
