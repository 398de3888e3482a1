import { type AnySessions, problem, type Session } from "@sessionkit/core";
import type { NextApiHandler, NextApiRequest, NextApiResponse } from "next";
import { askSession } from "../session/ask-session.ts";
import { type RequireSessionOptions, refusalOf } from "../session/refusal-of.ts";
import { pagesRequest } from "./pages-request.ts";
import { sendAnswer } from "./send-answer.ts";

/** @typeParam Who the session, or null too where it is optional */
export type ApiSessionHandler<Who, Body> = (
  req: NextApiRequest,
  res: NextApiResponse<Body>,
  context: { readonly session: Who },
) => unknown;

export interface ApiSessionOptions extends RequireSessionOptions {
  /** `"optional"` lets whoever is signed out in, with null: for a route that signs in. `"required"`. */
  readonly session?: "required" | "optional";
}

/**
 * An API route for whoever is signed in: 401 with the reason for anybody else, 403 for another site's request, 503 in an
 * outage, each as `application/problem+json`; also for what the verbs of this binding throw in it.
 */
export function withSession<S extends AnySessions, Body>(
  sessions: S,
  handler: ApiSessionHandler<Session<S>, Body>,
  options: ApiSessionOptions = {},
): NextApiHandler<Body> {
  return async (req, res) => {
    const current = pagesRequest(sessions, req, res);
    if (!sessions.isSameSiteIntent(current.facts)) return sendAnswer(res, problem("cross_site"));
    const outcome = await askSession(sessions, current, options.verify);
    if (outcome.status === "unavailable") return sendAnswer(res, UNAVAILABLE);
    const refusal = refusalOf(sessions, outcome, options);
    const open = options.session === "optional" && refusal?.code === "session_required";
    if (refusal && !open) return sendAnswer(res, problem(refusal.code, refusal.reason));
    res.setHeader("cache-control", "private, no-store");
    await orProblem(res, () => handler(req, res, { session: outcome.session as Session<S> }));
  };
}

const UNAVAILABLE = problem("unavailable", "unavailable");

async function orProblem(res: NextApiResponse, handle: () => unknown): Promise<void> {
  try {
    await handle();
  } catch (error) {
    const answer = res.headersSent ? null : problemOf(error);
    if (answer === null) throw error;
    sendAnswer(res, answer);
  }
}

/** Null for an error that is not one of ours. */
function problemOf(error: unknown): ReturnType<typeof problem> | null {
  const { code } = error as { readonly code?: unknown };
  if (code === "session_store") return UNAVAILABLE;
  if (code === "session_required" || code === "session_not_fresh" || code === "cross_site")
    return problem(code);
  return null;
}
