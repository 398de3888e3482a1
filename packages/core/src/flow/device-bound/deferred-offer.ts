import { BoundedMap } from "../../base/bounded-map.ts";
import { processWide } from "../../base/process-wide.ts";
import { isPrefetch, type SessionRequest } from "../../request/request.ts";
import type { Outcome } from "../../session/outcome.ts";
import type { Context } from "../context.ts";
import { offerOf } from "../steps/device-binding.ts";

/** How long after a proof of identity its offer may follow, in milliseconds. */
const DEFERRED = 60_000;

const MAX_ENTRIES = 10_000;

/**
 * The offer to bind a session, for a response after that of the sign-in: some frameworks cannot set a header on the latter.
 * Made once per proof of identity in this process, because browsers limit their signatures. Null if there is no offer to make,
 * and for an impersonation, which has the key of its actor's session.
 */
export function deferredOffer(
  context: Context,
  request: SessionRequest,
  outcome: Outcome,
  pathPrefix?: string,
): string | null {
  if (!context.device || outcome.status !== "authenticated" || isPrefetch(request)) return null;
  const { session } = outcome;
  const now = context.now();
  const provenAt = Math.max(session.createdAt, session.authenticatedAt);
  if (session.actor || context.boundSessions.has(session) || now - provenAt > DEFERRED) return null;
  const offer = offerOf(context, context.cookieSpecs(request), session.id, now, pathPrefix);
  if (offer === undefined || offered().get(`${session.id} ${provenAt}`)) return null;
  offered().set(`${session.id} ${provenAt}`, true);
  return offer;
}

/** Next loads this module once for its proxy and once for its routes. */
function offered(): BoundedMap<string, true> {
  return processWide("sessionkit.offered", () => new BoundedMap<string, true>(MAX_ENTRIES));
}
