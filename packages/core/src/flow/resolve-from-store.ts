import { isPrefetch, type SessionRequest } from "../request/request.ts";
import { isMinted } from "../session/forwarded-mark.ts";
import { expiryReason } from "../session/lifetime.ts";
import type { Outcome } from "../session/outcome.ts";
import { recordPresentation } from "../session/rotation-state.ts";
import type { AccessClaims } from "../tokens/access-token.ts";
import { findLiving, goneMeanwhile, isRefused, timeOf, withUser } from "./backend/load.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { orUnavailable } from "./steps/or-unavailable.ts";
import type { Credentials } from "./steps/read-credentials.ts";
import { refuse } from "./steps/refuse.ts";
import { toSession, unchanged } from "./steps/to-session.ts";
import { withoutPrefetchCookies } from "./steps/without-prefetch-cookies.ts";

/** The session of an access token, as the store has it now. An outage is the outcome `unavailable`. */
export function resolveFromStore(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  options: { readonly write?: boolean | undefined },
  token: AccessClaims,
): Promise<Outcome> {
  return withoutPrefetchCookies(
    request,
    orUnavailable(byStore(context, request, credentials, options, token)),
  );
}

/** The stored session of an access token, no fresher than the token. Records that the client presented its position. */
async function byStore(
  context: Context,
  request: SessionRequest,
  credentials: Credentials,
  { write = true }: { readonly write?: boolean | undefined },
  token: AccessClaims,
): Promise<Outcome> {
  const call = new Call(context, request);
  const found = await findLiving(context, call, token.id);
  if (isRefused(found)) return refuse(context, credentials, found.reason, token.id);
  const { record } = found;
  const now = timeOf(context, record);
  const expired = expiryReason(record, now);
  if (expired) return refuse(context, credentials, expired, token.id);
  const known = await withUser(context, call, context.backend, found);
  if (isRefused(known)) return refuse(context, credentials, known.reason, token.id);
  const presented =
    write &&
    !isPrefetch(request) &&
    !isMinted(context.forwardedMacs, request, credentials.sessionToken)
      ? recordPresentation(record, token, now, context.timing.grace)
      : null;
  if (presented && (await call.store.update(record.id, record.version, presented)) === "missing")
    return refuse(context, credentials, goneMeanwhile(context, token.id).reason, token.id);
  const proven = Math.min(token.authenticatedAt, record.authenticatedAt.getTime());
  return unchanged(context, toSession(context, known, proven), token.tokenExpiresAt);
}
