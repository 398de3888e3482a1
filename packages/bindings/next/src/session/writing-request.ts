import type { AnySessions } from "@sessionkit/core";
import { type CurrentRequest, currentRequest } from "../request/current-request.ts";
import { assertSettable } from "../request/set-cookies.ts";
import { CrossSiteError } from "./cross-site-error.ts";

/**
 * The current request, for a verb that sets cookies. Throws `SessionConfigError` where that is impossible and
 * `CrossSiteError` where another site is behind it.
 */
export async function writingRequest(
  sessions: AnySessions,
  verb: string,
  allowCrossSite = false,
): Promise<CurrentRequest> {
  const current = await currentRequest();
  await assertSettable(verb);
  if (!allowCrossSite && !sessions.isSameSiteIntent(current.facts)) throw new CrossSiteError();
  return current;
}
