import { type AnySessions, type InferSession, problem } from "@sessionkit/core";
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

/** @typeParam Signed the session, or null too where it is optional */
export type ApiSessionHandler<Signed, Body> = (
  req: NextApiRequest,
  res: NextApiResponse<Body>,
  context: { readonly session: Signed },
) => unknown;

/**
 * An API route for signed-in requests. Answers the others as `application/problem+json`: 401 with the reason, 403 for a
 * request of another site, 503 in an outage; so it does for errors that the verbs of this binding throw in the handler.
 */
export function withSession<S extends AnySessions, Body>(
  sessions: S,
  handler: ApiSessionHandler<InferSession<S>, Body>,
  options: WithSessionOptions = {},
): NextApiHandler<Body> {
  checkFresh(sessions, options);
  return async (req, res) => {
    const current = pagesRequest(sessions, req, res);
    const crossSite = current.crossSiteProblem;
    if (crossSite !== null) return sendAnswer(res, problem("cross_site", null, [], [], crossSite));
    const outcome = await current.resolve(options.verify);
    const refusal = refusalOf(sessions, outcome, options);
    if (refusal) return sendAnswer(res, problem(refusal.code, refusal.reason));
    keepPrivate(res);
    await orProblem(res, () => handler(req, res, { session: outcome.session as InferSession<S> }));
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
