import type { AnySessions } from "@sessionkit/core";
import type { Settings } from "../bind/bind-options.ts";
import { assertSameSite, type WritingRequest } from "../session/writing-request.ts";
import { goTo } from "./go-to.ts";
import { renderedRequest } from "./rendered-request.ts";
import { assertSettable, setCookies } from "./set-cookies.ts";

/**
 * The request of a server action or a route handler, for a verb that sets cookies. Throws `SessionConfigError` where
 * that is impossible and `CrossSiteError` where another site is behind it.
 */
export async function settableRequest(
  sessions: AnySessions,
  settings: Settings,
  verb: string,
  allowCrossSite = false,
): Promise<WritingRequest> {
  const current = await renderedRequest();
  await assertSettable(verb);
  if (!allowCrossSite) assertSameSite(sessions, current);
  return {
    ...current,
    send: setCookies,
    turnAway: (code, reason) => goTo(settings, current.path, code, reason),
  };
}
