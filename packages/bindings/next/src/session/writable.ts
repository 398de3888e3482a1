import { type AnySessions, CrossSiteError, SessionConfigError } from "@sessionkit/core";
import type { WritableRequest, WriteCall } from "@sessionkit/core/binding";
import type { CurrentRequest } from "../request/current-request.ts";
import { applyCookies, type SendCookies } from "./apply-cookies.ts";
import { askSession } from "./ask-session.ts";

/**
 * A request as verbs write to it. Throws `CrossSiteError` for what another site has caused, before it changes anything:
 * its `digest` is how Next answers 403.
 */
export function writable(
  sessions: AnySessions,
  current: CurrentRequest,
  { allowCrossSite }: WriteCall,
  send: SendCookies,
): WritableRequest {
  const { facts, state } = current;
  if (!allowCrossSite && !sessions.isSameSiteIntent(facts))
    throw Object.assign(new CrossSiteError(), { digest: "NEXT_HTTP_ERROR_FALLBACK;403" });
  return {
    request: facts,
    resolve: () => askSession(sessions, current),
    async settle(cookies) {
      await applyCookies(state, send, cookies);
      state.asked.clear();
    },
  };
}

/** The error of a verb whose cookies would arrive nowhere. */
export function tooLate({ verb }: WriteCall): SessionConfigError {
  return new SessionConfigError(
    verb,
    "sets cookies, and the response has begun. Call it before.",
    "headers_sent",
  );
}
