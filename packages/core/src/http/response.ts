import { RETRY_AFTER, requiredCodeOf } from "../base/errors.ts";
import { type SetCookie, serializeCookie } from "../cookies/set-cookie.ts";
import type { Unauthenticated, Unavailable } from "../session/outcome.ts";
import type { EndReason } from "../session/reasons.ts";
import type { Problem, ProblemCode } from "./answer.ts";

/** The response of an endpoint. Set every header on the response; `set-cookie` may occur more than once. */
export interface EndpointResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
  /** The body of `GET /events`, in place of `body`. Cancel it when the client disconnects. */
  readonly stream?: ReadableStream<Uint8Array> | undefined;
}

/** An error response and its content. */
export interface ProblemResponse extends EndpointResponse {
  readonly problem: Problem;
}

/** Headers of every response that sets a cookie or depends on the user: shared caches must not store it. */
export const PRIVATE: EndpointResponse["headers"] = [
  ["cache-control", "private, no-store"],
  ["vary", "Cookie"],
];

/** Offers a browser to bind a session to a key. A response with it is for one client. */
export const REGISTRATION = "secure-session-registration";

/** The headers that set cookies and keep the response out of shared caches. Empty if there are no cookies. */
export function cookieHeaders(cookies: readonly SetCookie[]): EndpointResponse["headers"] {
  return cookies.length === 0 ? [] : [...PRIVATE, ...setCookies(cookies)];
}

export function json(
  body: object,
  cookies: readonly SetCookie[] = [],
  extra: EndpointResponse["headers"] = [],
): EndpointResponse {
  const type = ["content-type", "application/json; charset=utf-8"] as const;
  return { ...empty(200, [type, ...extra], cookies), body: JSON.stringify(body) };
}

/** A stream of server-sent events, which proxies must neither store, compress nor buffer. */
export function eventStream(stream: ReadableStream<Uint8Array>): EndpointResponse {
  return {
    status: 200,
    headers: [
      ["content-type", "text/event-stream; charset=utf-8"],
      ["cache-control", "private, no-store, no-transform"],
      ["vary", "Cookie"],
      ["x-accel-buffering", "no"],
    ],
    body: null,
    stream,
  };
}

export function empty(
  status: number,
  headers: EndpointResponse["headers"],
  cookies: readonly SetCookie[] = [],
): EndpointResponse {
  return { status, headers: [...PRIVATE, ...headers, ...setCookies(cookies)], body: null };
}

const PROBLEMS: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  session_required: [401, "Sign in first."],
  session_not_fresh: [401, "Confirm who you are first."],
  binding_required: [401, "This browser has to prove its key first."],
  proof_required: [403, "Sign the challenge."],
  wrong_key: [401, "The session is bound to another key."],
  already_bound: [409, "The session is bound to a key."],
  unavailable: [503, "Sessions cannot be checked right now. Try again."],
  cross_site: [403, "This request came from another site."],
  impersonated: [403, "This is not possible while acting as another user."],
  not_found: [404, "Not found."],
  method_not_allowed: [405, "This method is not allowed here."],
  bad_request: [400, "This request cannot be read."],
  body_too_large: [413, "This body is too large."],
  store_required: [404, "This server keeps no list of sessions."],
};

/** Returns an error response as `application/problem+json` (RFC 9457). */
export function problem(
  code: ProblemCode,
  reason: EndReason | "unavailable" | null = code === "unavailable" ? code : null,
  cookies: readonly SetCookie[] = [],
  extra: EndpointResponse["headers"] = [],
  detail?: string,
): ProblemResponse {
  const [status, title] = PROBLEMS[code];
  const body: Problem = { type: "about:blank", title, status, code, detail, reason };
  const type = ["content-type", "application/problem+json; charset=utf-8"] as const;
  const retry = status === 503 ? ([["retry-after", RETRY_AFTER]] as const) : [];
  return {
    ...empty(status, [type, ...retry, ...extra], cookies),
    problem: body,
    body: JSON.stringify(body),
  };
}

/** The answer to a request without a session. */
export function signedOutProblem(
  { reason }: Unauthenticated | Unavailable,
  cookies: readonly SetCookie[] = [],
): ProblemResponse {
  return reason === "unavailable"
    ? problem(reason)
    : problem(requiredCodeOf(reason), reason, cookies);
}

/**
 * The HTTP response for an error that a verb throws; null for other errors. Decides by `code`, since two copies of this
 * package may be installed.
 */
export function problemOf(error: unknown): ProblemResponse | null {
  const { code, reason = null, message } = (error ?? {}) as Thrown;
  switch (code) {
    case "session_store":
      return problem("unavailable");
    case "cross_site":
      return problem(code, null, [], [], message);
    case "impersonated":
    case "session_required":
    case "session_not_fresh":
    case "binding_required":
      return problem(code, reason);
    default:
      return null;
  }
}

interface Thrown {
  readonly code?: unknown;
  readonly message?: string;
  /** Set on a `SessionRequiredError`. */
  readonly reason?: EndReason | null;
}

function setCookies(cookies: readonly SetCookie[]): EndpointResponse["headers"] {
  return cookies.flatMap((cookie) => [
    ["set-cookie", serializeCookie(cookie)] as const,
    ...(cookie.registration === undefined ? [] : ([[REGISTRATION, cookie.registration]] as const)),
  ]);
}
