import { applyToCookieHeader, cookieHeaders, type SetCookie } from "@sessionkit/core";
import { addHeaders, makePrivate } from "@sessionkit/core/binding";
import { type NextRequest, NextResponse } from "next/server";
import { localePrefix } from "../paths/locale-prefix.ts";
import {
  FORWARDED_MARK,
  isInternalHeader,
  isOurs,
  REASON,
  REQUEST_LINE,
} from "../request/internal-headers.ts";

/** Headers of the forwarded request about what the proxy has done. */
export interface ForwardedNotes {
  /** Why the session has ended, if the cookies are cleared. */
  readonly reason?: string | null;
  /** `sessions.forwardedMark` of the request. */
  readonly mark?: string | null;
}

/**
 * Makes the request read as if the browser had applied `cookies` already, for the application's own proxy and for
 * everything after it. Removes the headers that no client may send.
 */
export function prepareRequest(
  request: NextRequest,
  cookies: readonly SetCookie[],
  { reason = null, mark = null }: ForwardedNotes = {},
): void {
  const { headers, nextUrl } = request;
  for (const name of [...headers.keys()].filter(isInternalHeader)) headers.delete(name);
  headers.set(REQUEST_LINE, `${request.method} ${pathWithQuery(nextUrl)}`);
  if (mark !== null) headers.set(FORWARDED_MARK, mark);
  if (cookies.length === 0) return;
  if (reason !== null) headers.set(REASON, reason);
  const fresh = applyToCookieHeader(headers.get("cookie"), cookies);
  for (const { name, value, maxAge } of cookies) {
    if (maxAge === 0) request.cookies.delete(name);
    else request.cookies.set(name, value);
  }
  setCookieHeader(headers, fresh);
}

/** Unparsed, so that other cookies stay exactly as sent. */
function setCookieHeader(headers: Headers, value: string): void {
  if (value === "") headers.delete("cookie");
  else headers.set("cookie", value);
}

/** The members of a `nextUrl` that `pathWithQuery` reads. */
export interface PathParts {
  readonly pathname: string;
  readonly search: string;
  readonly locale?: string;
  readonly defaultLocale?: string | undefined;
}

/** Path and query as in the browser, without Next's `basePath` and the router's own parameter. */
export function pathWithQuery(url: PathParts): string {
  const path = localePrefix(url) + url.pathname;
  const query = new URLSearchParams(url.search);
  if (!query.has("_rsc")) return path + url.search;
  query.delete("_rsc");
  return path + (query.size > 0 ? `?${query}` : "");
}

/**
 * The response of the proxy: the application's own with its headers and cookies, or a new one, with ours added: the
 * headers of the forwarded request, and cookies with the headers that keep shared caches from storing them.
 */
export function forward(
  request: NextRequest,
  own: Response | null | undefined,
  cookies: readonly SetCookie[],
  isPrivate: boolean,
): NextResponse {
  const response = own ? new NextResponse(own.body, own) : NextResponse.next();
  if (isForwarded(response)) overrideRequestHeaders(response, request, cookies);
  return withCookies(response, cookies, isPrivate);
}

/** Adds cookies to a response, after those it has. */
export function withCookies<R extends Response>(
  response: R,
  cookies: readonly SetCookie[],
  isPrivate: boolean,
): R {
  if (isPrivate) makePrivate(response.headers);
  addHeaders(response.headers, cookieHeaders(cookies));
  return response;
}

const NAMES = "x-middleware-override-headers";
const VALUE = "x-middleware-request-";

function isForwarded({ headers }: Response): boolean {
  return headers.has("x-middleware-next") || headers.has("x-middleware-rewrite");
}

/**
 * What `NextResponse.next({ request: { headers } })` does, on a response that exists already. Headers that the
 * application's proxy set are kept, except the cookies, which it may have read before the refresh.
 */
function overrideRequestHeaders(
  response: Response,
  request: NextRequest,
  cookies: readonly SetCookie[],
): void {
  const forwarded = chosenHeaders(response) ?? new Headers(request.headers);
  for (const name of [...forwarded.keys()].filter(isInternalHeader)) forwarded.delete(name);
  for (const [name, value] of request.headers) if (isOurs(name)) forwarded.set(name, value);
  if (cookies.length > 0)
    setCookieHeader(forwarded, applyToCookieHeader(forwarded.get("cookie"), cookies));

  for (const name of [...response.headers.keys()]) {
    if (name.startsWith(VALUE)) response.headers.delete(name);
  }
  const override = NextResponse.next({ request: { headers: forwarded } }).headers;
  for (const [name, value] of override) {
    if (name === NAMES || name.startsWith(VALUE)) response.headers.set(name, value);
  }
}

function chosenHeaders({ headers }: Response): Headers | null {
  const names = headers.get(NAMES);
  if (names === null) return null;
  const chosen = new Headers();
  for (const name of names.split(",").map((part) => part.trim())) {
    const value = headers.get(VALUE + name);
    if (name !== "" && value !== null) chosen.set(name, value);
  }
  return chosen;
}
