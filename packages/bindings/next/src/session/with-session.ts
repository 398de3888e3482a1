import { type AnySessions, problem, type Session } from "@sessionkit/core";
import type { NextRequest } from "next/server";
import { toResponse } from "../endpoints/to-response.ts";
import { withCookies } from "../proxy/forward.ts";
import { currentRequest } from "../request/current-request.ts";
import { requestFacts } from "../request/request-facts.ts";
import { setCookies } from "../request/set-cookies.ts";
import { rememberSession } from "./ask-session.ts";
import type { RequireSessionOptions } from "./require-session.ts";

/** What Next hands a route handler beside the request. */
export interface RouteContext {
  readonly params: Promise<unknown>;
}

export type SessionHandler<S extends AnySessions, Context extends RouteContext> = (
  request: NextRequest,
  context: Context & { readonly session: Session<S> },
) => Response | Promise<Response>;

/**
 * A route handler for whoever is signed in: 401 with the reason for anybody else, 403 for another site's request, 503 in
 * an outage, each as `application/problem+json`. Where the proxy does not run, the session is refreshed here.
 */
export function withSession<S extends AnySessions, Context extends RouteContext = RouteContext>(
  sessions: S,
  handler: SessionHandler<S, Context>,
  { verify = "token", fresh }: RequireSessionOptions = {},
): (request: NextRequest, context: Context) => Promise<Response> {
  return async (request, context) => {
    const facts = requestFacts(request);
    if (!sessions.isSameSiteIntent(facts)) return toResponse(problem("cross_site"));
    const outcome = await sessions.resolve(facts, { verify });
    if (outcome.status === "unavailable") return toResponse(problem("unavailable", "unavailable"));
    if (outcome.status === "unauthenticated")
      return toResponse(problem("session_required", outcome.reason, outcome.cookies));
    if (fresh !== undefined && !sessions.isFresh(outcome.session, fresh))
      return toResponse(problem("session_not_fresh", null, outcome.cookies));

    const current = await currentRequest();
    await setCookies(current, outcome.cookies);
    rememberSession(sessions, current, verify, outcome);
    const response = await handler(request, { ...context, session: outcome.session as Session<S> });
    return withCookies(new Response(response.body, response), [], true);
  };
}
