import type { AnySessions, InferSession } from "@sessionkit/core";
import {
  checkFresh,
  keepPrivate,
  problemOf,
  sendAnswer,
  type WithSessionOptions,
} from "@sessionkit/core/binding";
import type { NextApiHandler, NextApiRequest, NextApiResponse } from "next";
import { type PagesSettings, pagesRequest } from "./pages-request.ts";

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
  binding: PagesSettings<S>,
  handler: ApiSessionHandler<InferSession<S>, Body>,
  options: WithSessionOptions = {},
): NextApiHandler<Body> {
  checkFresh(options);
  return async (req, res) => {
    const current = pagesRequest(binding, req, res);
    const refusal = await current.guard(options);
    if (refusal) return sendAnswer(res, refusal);
    const { session } = (await current.resolve()) as { session: InferSession<S> };
    keepPrivate(res);
    await orProblem(res, () => handler(req, res, { session }));
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
