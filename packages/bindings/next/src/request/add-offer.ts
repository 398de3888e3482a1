import type { Outcome } from "@sessionkit/core";
import { addHeaders, PRIVATE, REGISTRATION } from "@sessionkit/core/binding";
import type { NextBoundRequest } from "./next-bound-request.ts";

/**
 * Offers to bind the session of a user who has just signed in, if this process has not offered it yet: a server action cannot
 * set the header on its own response.
 */
export function addOffer(current: NextBoundRequest, outcome: Outcome, headers: Headers): void {
  const offer = current.sessions.deferredOffer(current, outcome);
  if (offer !== null) addHeaders(headers, [[REGISTRATION, offer], ...PRIVATE]);
}
