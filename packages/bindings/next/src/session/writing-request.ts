import {
  type AnySessions,
  SessionConfigError,
  type SessionRequiredCode,
  type SetCookie,
} from "@sessionkit/core";
import type { CurrentRequest } from "../request/current-request.ts";
import { CrossSiteError } from "./cross-site-error.ts";

/** A request in which a session may be made, changed and ended. */
export interface WritingRequest extends CurrentRequest {
  /** Sets cookies on the response. */
  readonly send: (cookies: readonly SetCookie[]) => void | Promise<void>;
  /** Where there is no session to change, or no longer. */
  readonly turnAway: (code: SessionRequiredCode, reason: string | null) => never;
}

/** Sets cookies on the response, and for the rest of this request. */
export async function applyCookies(
  { state, send }: Pick<WritingRequest, "state" | "send">,
  cookies: readonly SetCookie[],
): Promise<void> {
  await send(cookies);
  if (cookies.length === 0) return;
  state.changes.push(...cookies);
  state.asked.clear();
}

/** Throws `CrossSiteError` for what another site has caused, before it changes anything. */
export function assertSameSite(sessions: AnySessions, { facts }: CurrentRequest): void {
  if (!sessions.isSameSiteIntent(facts)) throw new CrossSiteError();
}

/** The error of a verb whose cookies would arrive nowhere. */
export function tooLate(verb: string): SessionConfigError {
  return new SessionConfigError(
    verb,
    "sets cookies, and the response has begun. Call it before.",
    "headers_sent",
  );
}
