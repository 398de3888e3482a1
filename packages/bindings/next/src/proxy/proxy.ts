import type { AnySessions, SetCookie } from "@sessionkit/core";
import { isEndpoint } from "@sessionkit/core/binding";
import {
  type NextFetchEvent,
  type NextMiddleware,
  type NextRequest,
  NextResponse,
} from "next/server";
import type { Settings } from "../bind/bind-options.ts";
import { WebRequest } from "../request/web-request.ts";
import { forward, prepareRequest } from "./forward.ts";
import { pagePaths } from "./page-paths.ts";
import { pathForms } from "./path-forms.ts";
import { forgetDetour } from "./refresh-detour.ts";
import { refuse, refuseCrossSite } from "./refuse.ts";
import { requestKind } from "./request-kind.ts";

/** What `proxy.ts` exports (`middleware.ts` too). */
export type SessionProxy = (request: NextRequest, event?: NextFetchEvent) => Promise<Response>;

/** What the proxy found out. */
interface Verdict {
  /** The answer for whoever is turned away. */
  readonly refusal: Response | null;
  readonly cookies: readonly SetCookie[];
  /** For one person only, so that no cache may keep it. */
  readonly isPrivate: boolean;
  readonly isSignedIn: boolean;
  /** Why not. */
  readonly reason: string | null;
}

/** What others ask for may set cookies, at a sign-in for one. */
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

const UNTOUCHED: Verdict = {
  refusal: null,
  cookies: [],
  isPrivate: false,
  isSignedIn: false,
  reason: null,
};

/**
 * Refreshes the session in place, so that everything after it in the same request sees the fresh one; turns away whoever
 * may not see what is protected, and whatever another site caused.
 *
 * @param own runs in between, with the fresh cookies, for what is not turned away
 */
export function createProxy(
  sessions: AnySessions,
  settings: Settings,
  own?: NextMiddleware,
): SessionProxy {
  return async (request, event) => {
    if (isAsset(request.nextUrl.pathname)) return NextResponse.next();
    const endpoint = judgesItself(sessions, request);
    const verdict = endpoint ? UNTOUCHED : await judge(sessions, settings, request);
    const { refusal, cookies, isPrivate, isSignedIn, reason } = verdict;
    if (refusal) return refusal;

    prepareRequest(request, cookies, reason);
    const answer = own && !endpoint ? await own(request, event as NextFetchEvent) : null;
    const response = forward(request, answer || null, cookies, isPrivate);
    if (isSignedIn) forgetDetour(request, response);
    return response;
  };
}

async function judge(
  sessions: AnySessions,
  settings: Settings,
  request: NextRequest,
): Promise<Verdict> {
  const paths = pagePaths(request.nextUrl);
  const current = new WebRequest(sessions, request);
  current.allowCrossSite = paths.every(settings.mayCrossSite);
  const outcome = await current.ask();
  const cookies = current.changes;
  const isProtected = paths.some(settings.isProtected);
  const isPrivate = isProtected || !SAFE_METHODS.has(request.method);
  const isSignedIn = outcome.status === "authenticated";
  const verdict = { refusal: null, cookies, isPrivate, isSignedIn, reason: outcome.reason };
  if (current.isForeign && (callsAction(request) || (await current.isForged())))
    return { ...verdict, refusal: refuseCrossSite(request) };
  if (isProtected && !isSignedIn)
    return { ...verdict, refusal: refuse(sessions, settings, request, outcome, cookies) };
  return verdict;
}

/** Only pages of this application have actions to call. Without scripts a form does, and then it is multipart. */
function callsAction(request: NextRequest): boolean {
  const type = request.headers.get("content-type") ?? "";
  return requestKind(request) === "action" || /^multipart\/form-data\b/i.test(type);
}

/** What Next serves from its own build, for everybody. */
function isAsset(pathname: string): boolean {
  return pathForms(pathname).every((form) => /^\/_next\/(?:static|image)(?:\/|$)/.test(form));
}

/** The endpoints judge for themselves. */
function judgesItself(sessions: AnySessions, { nextUrl }: NextRequest): boolean {
  return pathForms(nextUrl.pathname).every((form) =>
    [form, nextUrl.basePath + form].some((path) => isEndpoint(sessions, path)),
  );
}
