import type { AnySessions, InferSession } from "@sessionkit/core";
import {
  checkFresh,
  makePrivate,
  problemOf,
  toResponse,
  type WithSessionOptions,
} from "@sessionkit/core/binding";
import type { NextRequest } from "next/server";
import type { RouteContext, SessionHandler } from "../binding/session-handler.ts";
import type { Settings } from "../options/bind-options.ts";
import { addOffer } from "../request/add-offer.ts";
import { appRouterRequest } from "./app-router-request.ts";

/**
 * A route handler for signed-in requests. Answers the others as `application/problem+json`: 401 with the reason, 403 for a
 * request of another site, 503 in an outage; so it does for errors that the verbs of this binding throw in the handler.
 * Where the proxy does not refresh, the session is refreshed here, and the cookies are set when the handler returns.
 */
export function withSession<S extends AnySessions, Context extends RouteContext>(
  sessions: S,
  settings: Settings,
  handler: SessionHandler<InferSession<S>, Context>,
  options: WithSessionOptions = {},
): (request: NextRequest, context: Context) => Promise<Response> {
  checkFresh(options);
  return async (request, context) => {
    const current = await appRouterRequest(sessions, settings);
    const respond = async (): Promise<Response> => {
      const refusal = await current.guard(options);
      if (refusal) return toResponse(refusal);
      const { session } = (await current.resolve()) as { session: InferSession<S> };
      const response = privately(await handler(request, { ...context, session }));
      const isSignIn = current.changes.some(({ registration }) => registration !== undefined);
      if (isSignIn && current.outcome)
        addOffer(current, current.outcome, response.headers, request);
      return response;
    };
    return current.handle(request, () => respond().catch(toProblem));
  };
}

/** Keeps a response out of shared caches. A copy, since the headers of a fetched response cannot be changed. */
function privately(response: Response): Response {
  const copy = new Response(response.body, response);
  makePrivate(copy.headers);
  return copy;
}

function toProblem(error: unknown): Response {
  const answer = problemOf(error);
  if (answer === null) throw error;
  return toResponse(answer);
}
