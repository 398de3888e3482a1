import { type AnySessions, problem, type Session } from "@sessionkit/core";
import {
  checkFresh,
  makePrivate,
  problemOf,
  refusalOf,
  toResponse,
  type WithSessionOptions,
} from "@sessionkit/core/binding";
import type { NextRequest } from "next/server";
import { renderedRequest } from "./rendered-request.ts";

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
  return async (request, context) => {
    const current = await renderedRequest(sessions);
    const respond = async (): Promise<Response> => {
      if (current.isForeign) return toResponse(problem("cross_site"));
      const outcome = await current.ask(options.verify);
      const refusal = refusalOf(sessions, outcome, options);
      if (refusal) return toResponse(problem(refusal.code, refusal.reason));
      const response = await handler(request, {
        ...context,
        session: outcome.session as Session<S>,
      });
      return privately(response);
    };
    return current.handle(request.method, () => respond().catch(answered));
  };
}

/** For this person only. A copy: what `fetch` has given cannot be changed. */
function privately(response: Response): Response {
  const copy = new Response(response.body, response);
  makePrivate(copy.headers);
  return copy;
}

function answered(error: unknown): Response {
  const answer = problemOf(error);
  if (answer === null) throw error;
  return toResponse(answer);
}
