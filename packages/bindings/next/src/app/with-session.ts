import { type AnySessions, problem, type Session } from "@sessionkit/core";
import type { NextRequest } from "next/server";
import { toResponse } from "../endpoints/to-response.ts";
import { withCookies } from "../proxy/forward.ts";
import { requestFacts } from "../request/request-facts.ts";
import { rememberSession } from "../session/ask-session.ts";
import { type RequireSessionOptions, refusalOf } from "../session/refusal-of.ts";
import { applyCookies } from "../session/writing-request.ts";
import { renderedRequest } from "./rendered-request.ts";
import { setCookies } from "./set-cookies.ts";

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
  options: RequireSessionOptions = {},
): (request: NextRequest, context: Context) => Promise<Response> {
  const { verify = "token" } = options;
  return async (request, context) => {
    const facts = requestFacts(request);
    if (!sessions.isSameSiteIntent(facts)) return toResponse(problem("cross_site"));
    const outcome = await sessions.resolve(facts, { verify });
    if (outcome.status === "unavailable") return toResponse(problem("unavailable", "unavailable"));
    const refusal = refusalOf(sessions, outcome, options);
    if (refusal) return toResponse(problem(refusal.code, refusal.reason, outcome.cookies));

    const { state } = await renderedRequest();
    await applyCookies({ state, send: setCookies }, outcome.cookies);
    rememberSession(sessions, state, verify, outcome);
    const session = outcome.session as Session<S>;
    const response = await handler(request, { ...context, session });
    return withCookies(new Response(response.body, response), [], true);
  };
}
