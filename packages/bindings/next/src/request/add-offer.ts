import type { Outcome } from "@sessionkit/core";
import { addHeaders, PRIVATE, REGISTRATION } from "@sessionkit/core/binding";
import type { WebRequest } from "./web-request.ts";

/** Offers to bind the session, after a sign-in in a server action or a route handler: Next cannot set the header there. */
export function addOffer(current: WebRequest, outcome: Outcome, headers: Headers): void {
  if (current.method !== "GET") return;
  const offer = current.sessions.deferredOffer(current, outcome);
  if (offer !== null) addHeaders(headers, [[REGISTRATION, offer], ...PRIVATE]);
}
