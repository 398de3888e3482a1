import { type AnySessions, problem, type Session } from "@sessionkit/core";
import {
  checkFresh,
  problemOf,
  refusalOf,
  toResponse,
  type WithSessionOptions,
} from "@sessionkit/core/binding";
import type { NextRequest } from "next/server";
import { withCookies } from "../proxy/forward.ts";
import { requestFacts } from "../request/request-facts.ts";
import type { RequestState } from "../request/request-state.ts";
import { applyCookies } from "../session/apply-cookies.ts";
import { rememberSession } from "../session/ask-session.ts";
import { explain } from "../session/explain.ts";
import { renderedRequest } from "./rendered-request.ts";
import { setCookies } from "./set-cookies.ts";

/** What Next hands a route handler beside the request. */
export interface RouteContext {
  readonly params: Promise<unknown>;
}

/** @typeParam Who the session, or null too where it is optional */
export type SessionHandler<Who, Context extends RouteContext> = (
  request: NextRequest,
  context: Context & { readonly session: Who },
) => Response | Promise<Response>;

/**
 * A route handler for whoever is signed in: 401 with the reason for anybody else, 403 for another site's request, 503 in
 * an outage, each as `application/problem+json`; also for what the verbs of this binding throw in it. Where the proxy
 * does not run, the session is refreshed here.
 */
export function withSession<S extends AnySessions, Context extends RouteContext>(
  sessions: S,
  handler: SessionHandler<Session<S>, Context>,
  options: WithSessionOptions = {},
): (request: NextRequest, context: Context) => Promise<Response> {
  checkFresh(sessions, options);
  const { verify = "token" } = options;
  return async (request, context) => {
    const facts = requestFacts(request);
    if (!sessions.isSameSiteIntent(facts)) return toResponse(problem("cross_site"));
    const { state } = await renderedRequest();
    const outcome = explain(await sessions.resolve(facts, { verify }), { facts, state });
    const refusal = refusalOf(sessions, outcome, options);
    if (refusal) return toResponse(problem(refusal.code, refusal.reason, outcome.cookies));

    await applyCookies(state, setCookies, outcome.cookies);
    rememberSession(sessions, state, verify, outcome);
    const session = outcome.session as Session<S>;
    return handled(state, () => handler(request, { ...context, session }));
  };
}

/** The handler's response, for this person only, or what became of it. */
async function handled(
  state: RequestState,
  handle: () => Response | Promise<Response>,
): Promise<Response> {
  state.handler = "running";
  try {
    const response = await handle();
    return withCookies(new Response(response.body, response), [], true);
  } catch (error) {
    const answer = problemOf(error);
    if (answer === null) throw error;
    return toResponse(answer);
  } finally {
    state.handler = "over";
  }
}
