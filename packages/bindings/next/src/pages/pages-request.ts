import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type AnySessions,
  applyToCookieHeader,
  type SessionRequest,
  SessionRequiredError,
} from "@sessionkit/core";
import { isPrefetch } from "../request/request-facts.ts";
import { requestState } from "../request/request-state.ts";
import { assertSameSite, tooLate, type WritingRequest } from "../session/writing-request.ts";
import { putCookies } from "./put-cookies.ts";

/** Whatever `getServerSideProps` and API routes get. */
export type PagesRequest = IncomingMessage;

/**
 * The request of an API route or of `getServerSideProps`. The session is refreshed in it, but not for what is only
 * speculative, what another site caused, or once the answer is on its way.
 */
export function pagesRequest(
  sessions: AnySessions,
  req: PagesRequest,
  res: ServerResponse,
): WritingRequest {
  const state = requestState(req);
  const facts = pagesFacts(req, (name) => {
    const value = req.headers[name];
    const text = Array.isArray(value) ? value.join(", ") : value;
    return name === "cookie" && state.changes.length > 0
      ? applyToCookieHeader(text, state.changes) || null
      : text;
  });
  const refreshes = !res.headersSent && facts.prefetch !== true && sessions.isSameSiteIntent(facts);
  const send: WritingRequest["send"] = (cookies) => putCookies(res, cookies);
  return {
    facts,
    state,
    path: null,
    keep: refreshes ? send : null,
    send,
    turnAway: (code, reason) => {
      throw new SessionRequiredError(code, reason);
    },
  };
}

/**
 * The same for a verb that sets cookies. Throws `SessionConfigError` where that is too late and `CrossSiteError` where
 * another site is behind it.
 */
export function writablePagesRequest(
  sessions: AnySessions,
  req: PagesRequest,
  res: ServerResponse,
  verb: string,
  allowCrossSite = false,
): WritingRequest {
  const current = pagesRequest(sessions, req, res);
  if (res.headersSent) throw tooLate(verb);
  if (!allowCrossSite) assertSameSite(sessions, current);
  return current;
}

function pagesFacts(req: PagesRequest, header: SessionRequest["header"]): SessionRequest {
  const { method = "GET", socket } = req;
  return { method, header, address: socket.remoteAddress ?? null, prefetch: isPrefetch(header) };
}
