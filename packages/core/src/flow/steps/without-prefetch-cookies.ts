import { isPrefetch, type SessionRequest } from "../../request/request.ts";
import type { Outcome } from "../../session/outcome.ts";

/** A prefetch may set no cookie, and clears none. */
export async function withoutPrefetchCookies(
  request: SessionRequest,
  resolving: Promise<Outcome>,
): Promise<Outcome> {
  const outcome = await resolving;
  const clears = outcome.cookies.length > 0 && isPrefetch(request);
  return clears ? { ...outcome, cookies: [] } : outcome;
}
