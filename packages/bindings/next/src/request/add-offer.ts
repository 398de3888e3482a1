import type { Outcome } from "@sessionkit/core";
import { addHeaders, PRIVATE, REGISTRATION } from "@sessionkit/core/binding";
import type { NextRequest } from "next/server";
import type { NextBoundRequest } from "./next-bound-request.ts";
import { pathPrefixOf } from "./path-prefix.ts";

/**
 * Offers to bind the session of a user who has just signed in, if this process has not offered it yet: a server action cannot
 * set the header on its own response.
 */
export function addOffer(
  current: NextBoundRequest,
  outcome: Outcome,
  headers: Headers,
  { nextUrl }: Pick<NextRequest, "nextUrl">,
): void {
  const { sessions } = current;
  const offer = sessions.deferredOffer(current, outcome, pathPrefixOf(sessions, nextUrl));
  if (offer !== null) addHeaders(headers, [[REGISTRATION, offer], ...PRIVATE]);
}
