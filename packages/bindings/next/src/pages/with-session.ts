import { type AnySessions, problem, type Session } from "@sessionkit/core";
import {
  checkFresh,
  keepPrivate,
  problemOf,
  refusalOf,
  sendAnswer,
  type WithSessionOptions,
} from "@sessionkit/core/binding";
import type { NextApiHandler, NextApiRequest, NextApiResponse } from "next";
import { pagesRequest } from "./pages-request.ts";

/** @typeParam Who the session, or null too where it is optional */
export type ApiSessionHandler<Who, Body> = (
  req: NextApiRequest,
  res: NextApiResponse<Body>,
  context: { readonly session: Who },
) => unknown;

/**
 * An API route for whoever is signed in: 401 with the reason for anybody else, 403 for another site's request, 503 in an
 * outage, each as `application/problem+json`; also for what the verbs of this binding throw in it.
 */
export function withSession<S extends AnySessions, Body>(
  sessions: S,
  handler: ApiSessionHandler<Session<S>, Body>,
  options: WithSessionOptions = {},
): NextApiHandler<Body> {
  checkFresh(sessions, options);
  return async (req, res) => {
    const current = pagesRequest(sessions, req, res);
    if (current.isForeign) return sendAnswer(res, problem("cross_site"));
    const outcome = await current.ask(options.verify);
    const refusal = refusalOf(sessions, outcome, options);
    if (refusal) return sendAnswer(res, problem(refusal.code, refusal.reason));
    keepPrivate(res);
    await orProblem(res, () => handler(req, res, { session: outcome.session as Session<S> }));
  };
}

async function orProblem(res: NextApiResponse, handle: () => unknown): Promise<void> {
  try {
    await handle();
  } catch (error) {
    const answer = res.headersSent ? null : problemOf(error);
    if (answer === null) throw error;
    sendAnswer(res, answer);
  }
}
