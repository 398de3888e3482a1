import type { EndpointResponse } from "../http/response.ts";

/** Core's answer as a web `Response`. */
export function toResponse({ status, headers, body }: EndpointResponse): Response {
  const all = new Headers();
  for (const [name, value] of headers) all.append(name, value);
  return new Response(body, { status, headers: all });
}
