import type { AnySessions, Outcome } from "@sessionkit/core";
import { arrivalOf, isEndpoint, toResponse } from "@sessionkit/core/binding";
import {
  type NextFetchEvent,
  type NextMiddleware,
  type NextRequest,
  NextResponse,
} from "next/server";
import type { SessionProxy } from "../binding/session-binding.ts";
import type { Settings } from "../options/bind-options.ts";
import { pathForms } from "../paths/path-forms.ts";
import { addOffer } from "../request/add-offer.ts";
import { WebRequest } from "../request/web-request.ts";
import { forward, prepareRequest, withCookies } from "./forward.ts";
import { pagePaths } from "./page-paths.ts";
import { clearRefreshMarker } from "./refresh-redirect.ts";
import { refuse, refuseCrossSite } from "./refuse.ts";
import { requestKind } from "./request-kind.ts";

/** What the proxy decides for a request. */
interface Verdict {
  /** The answer for a request that is refused. */
  readonly refusal: Response | null;
  /** The response is for one user, so that no shared cache may store it. */
  readonly isPrivate: boolean;
  /** Null for the endpoints, which decide themselves. */
  readonly outcome: Outcome | null;
}

/** Other methods may set cookies further on, such as at a sign-in. */
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

const ENDPOINT: Verdict = { refusal: null, isPrivate: false, outcome: null };

/**
 * Refreshes the session in place, so that everything after it in the same request reads the fresh one; refuses requests
 * for what is protected without a session, and those that another site caused.
 *
 * @param own the application's own proxy: runs with the fresh cookies, for requests that are not refused
 */
export function createProxy(
  sessions: AnySessions,
  settings: Settings,
  own?: NextMiddleware,
): SessionProxy {
  return async (request, event) => {
    if (isAsset(request.nextUrl.pathname)) return NextResponse.next();
    const paths = pagePaths(request.nextUrl);
    const refreshes = !paths.every(settings.refreshesInHandler);
    const current = new WebRequest(sessions, request, refreshes);
    const endpoint = isOwnEndpoint(sessions, request);
    const verdict = endpoint
      ? ENDPOINT
      : await authorize(sessions, settings, request, current, paths);
    if (verdict.refusal) return verdict.refusal;

    const { isPrivate, outcome } = verdict;
    const cookies = current.changes;
    const mark = sessions.forwardedMark(cookies, current);
    prepareRequest(request, cookies, { reason: outcome?.reason ?? null, mark });
    const answer = own && !endpoint ? await own(request, event as NextFetchEvent) : null;
    // Read again: what was true before the application's own proxy ran may no longer be.
    const response = forward(request, answer || null, current.changes, isPrivate);
    if (outcome?.status === "authenticated") clearRefreshMarker(request, response);
    offerKey(current, outcome, response, request);
    return response;
  };
}

async function authorize(
  sessions: AnySessions,
  settings: Settings,
  request: NextRequest,
  current: WebRequest,
  paths: readonly string[],
): Promise<Verdict> {
  current.allowCrossSite = paths.every(settings.mayCrossSite);
  const outcome = await current.resolve();
  const isProtected = paths.some(settings.isProtected);
  const isPrivate = isProtected || !SAFE_METHODS.has(request.method);
  const verdict = { refusal: null, isPrivate, outcome };
  const forged = callsAction(request) ? current.crossSiteRefusal : await current.forgedRefusal();
  if (forged) return { ...verdict, refusal: refuseCrossSite(request, forged) };
  const arrival = await arrivalOf(current);
  if (arrival)
    return { ...verdict, refusal: withCookies(toResponse(arrival), current.changes, true) };
  if (isProtected && outcome.status !== "authenticated")
    return { ...verdict, refusal: refuse(sessions, settings, request, outcome, current.changes) };
  return verdict;
}

/** On a page after a sign-in in a server action. */
function offerKey(
  current: WebRequest,
  outcome: Outcome | null,
  { headers }: Response,
  request: NextRequest,
): void {
  if (outcome && current.method === "GET") addOffer(current, outcome, headers, request);
}

/** Only pages of this application call its actions. Without scripts a form does, and then it is multipart. */
function callsAction(request: NextRequest): boolean {
  const type = request.headers.get("content-type") ?? "";
  return requestKind(request) === "action" || /^multipart\/form-data\b/i.test(type);
}

/** Files of Next's own build, which are public. */
function isAsset(pathname: string): boolean {
  return pathForms(pathname).every((form) => /^\/_next\/(?:static|image)(?:\/|$)/.test(form));
}

/** The endpoints decide themselves. */
function isOwnEndpoint(sessions: AnySessions, { nextUrl }: NextRequest): boolean {
  return pathForms(nextUrl.pathname).every((form) =>
    [form, nextUrl.basePath + form].some((path) => isEndpoint(sessions, path)),
  );
}
