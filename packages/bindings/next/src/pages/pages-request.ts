import type { IncomingMessage, ServerResponse } from "node:http";
import { type AnySessions, applyToCookieHeader, type SessionRequest } from "@sessionkit/core";
import type { CurrentRequest } from "../request/current-request.ts";
import { isPrefetch } from "../request/request-facts.ts";
import { requestState } from "../request/request-state.ts";
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
): CurrentRequest {
  const state = requestState(req);
  const facts = pagesFacts(req, (name) => {
    const value = req.headers[name];
    const text = Array.isArray(value) ? value.join(", ") : value;
    return name === "cookie" && state.changes.length > 0
      ? applyToCookieHeader(text, state.changes) || null
      : text;
  });
  const refreshes = !res.headersSent && facts.prefetch !== true && sessions.isSameSiteIntent(facts);
  const keep: CurrentRequest["keep"] = refreshes ? (cookies) => putCookies(res, cookies) : null;
  return { facts, state, path: null, keep };
}

function pagesFacts(req: PagesRequest, header: SessionRequest["header"]): SessionRequest {
  const { method = "GET", socket } = req;
  return { method, header, address: socket.remoteAddress ?? null, prefetch: isPrefetch(header) };
}
