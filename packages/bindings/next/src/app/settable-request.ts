import { type AnySessions, SessionRequiredError } from "@sessionkit/core";
import type { Settings } from "../bind/bind-options.ts";
import { assertSameSite, tooLate, type WritingRequest } from "../session/writing-request.ts";
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
  const { path, state } = current;
  if (state.handler === "over") throw tooLate(verb);
  await assertSettable(verb);
  if (!allowCrossSite) assertSameSite(sessions, current);
  return {
    ...current,
    send: setCookies,
    turnAway: (code, reason) => {
      // Whoever calls a route of an API is told, and sent nowhere.
      if (state.handler === "running") throw new SessionRequiredError(code, reason);
      return goTo(settings, path, code, reason);
    },
  };
}
