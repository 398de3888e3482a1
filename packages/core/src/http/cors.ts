import type { Context } from "../flow/context.ts";
import type { SessionRequest } from "../request/request.ts";
import { type EndpointResponse, PRIVATE } from "./response.ts";

/** A page may remember a preflight for this long, in seconds. */
const MAX_AGE = "600";

/** The answer to a preflight of an allowed origin (Fetch, CORS protocol); null for all other requests. */
export function preflight(
  context: Context,
  request: SessionRequest,
  methods: string,
): EndpointResponse | null {
  if (!context.cors || request.method !== "OPTIONS") return null;
  if (!request.header("access-control-request-method")) return null;
  const headers = [
    ["access-control-allow-methods", methods],
    ["access-control-allow-headers", "content-type, authorization"],
    ["access-control-max-age", MAX_AGE],
  ] as const;
  return { status: 204, headers: [...PRIVATE, ...headers], body: null };
}

/** Lets a page of an allowed origin read the response, and send cookies for it. No other origin is named. */
export function withCors(
  { cors, allowedOrigins }: Context,
  request: SessionRequest,
  response: EndpointResponse,
): EndpointResponse {
  if (!cors) return response;
  const origin = request.header("origin");
  const allowed =
    origin && allowedOrigins.has(origin)
      ? ([
          ["access-control-allow-origin", origin],
          ["access-control-allow-credentials", "true"],
          ["access-control-expose-headers", "retry-after"],
        ] as const)
      : [];
  const headers = response.headers.filter(([name]) => name !== "vary");
  return { ...response, headers: [...headers, ["vary", "Cookie, Origin"], ...allowed] };
}
