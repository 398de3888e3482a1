import {
  type AnySessions,
  type Outcome,
  type ProblemResponse,
  problem,
  type SetCookie,
} from "@sessionkit/core";
import { toResponse } from "@sessionkit/core/binding";
import { type NextRequest, NextResponse } from "next/server";
import type { Settings } from "../options/bind-options.ts";
import { type PageOf, pageFor, pageOfRefusal } from "../paths/redirect-target.ts";
import { pathWithQuery, withCookies } from "./forward.ts";
import { publicUrl } from "./public-url.ts";
import { redirectToRefresh, shouldTryRefresh } from "./refresh-redirect.ts";
import { requestKind } from "./request-kind.ts";

type Refused = Exclude<Outcome, { status: "authenticated" }>;

/** The answer to a request for something protected that is not signed in, or whose session cannot be checked now. */
export function refuse(
  sessions: AnySessions,
  settings: Settings,
  request: NextRequest,
  outcome: Refused,
  cookies: readonly SetCookie[],
): Response {
  const kind = requestKind(request);
  if (outcome.status === "unavailable") return refuseForNow(settings, request);
  const { reason } = outcome;
  const code = reason === "binding_required" ? reason : "session_required";
  // Next's router shows no reason: it loads the page, whose answer has the reason as long as the request has the cookies. What
  // the router sends cannot be told from a fetch. A bound session has not ended, and its browser needs the change of cookies.
  const keepsCookies = kind !== "page" && code === "session_required";
  const refusal = problem(code, reason, keepsCookies ? [] : cookies);
  if (kind === "action") return as("plain", refusal, refusal.problem.title);
  if (kind === "data") return toResponse(refusal);
  if (shouldTryRefresh(sessions, request, outcome))
    return redirectToRefresh(sessions, settings, request);
  const page = pageOfRefusal({ code, reason }, settings) as PageOf;
  return redirectToPage(sessions, page, request, cookies);
}

/** 503, with a page for a navigation. */
function refuseForNow({ unavailablePage }: Settings, request: NextRequest): Response {
  const refusal = problem("unavailable", "unavailable");
  const kind = requestKind(request);
  if (kind === "data") return toResponse(refusal);
  return kind === "page"
    ? as("html", refusal, unavailablePage)
    : as("plain", refusal, "Sessions cannot be checked right now. Try again.");
}

/** The answer to a request that another site caused. */
export function refuseCrossSite(request: NextRequest, refusal: ProblemResponse): Response {
  if (requestKind(request) === "data") return toResponse(refusal);
  return as("plain", refusal, refusal.problem.detail ?? refusal.problem.title);
}

/** The same status, headers and cookies with another body: HTML for a person, plain text for the router, which shows no other. */
function as(type: "html" | "plain", refusal: ProblemResponse, text: string): Response {
  const response = toResponse({ ...refusal, body: text });
  response.headers.set("content-type", `text/${type}; charset=utf-8`);
  return response;
}

/** Answers a posted form with 303: 307 would post it to the page. */
function redirectToPage(
  sessions: AnySessions,
  page: PageOf,
  request: NextRequest,
  cookies: readonly SetCookie[],
): Response {
  const isRead = request.method === "GET" || request.method === "HEAD";
  const here = isRead ? pathWithQuery(request.nextUrl) : null;
  const target = pageFor(page, request.nextUrl.pathname, here);
  const url = publicUrl(sessions, request, target);
  return withCookies(NextResponse.redirect(url, isRead ? 307 : 303), cookies, true);
}
