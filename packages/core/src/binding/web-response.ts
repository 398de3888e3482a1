import { type EndpointResponse, PRIVATE } from "../http/response.ts";
import { varies } from "../http/varies.ts";

/** Adds headers: appends to existing `Set-Cookie` and `Vary` values, and replaces others. */
export function addHeaders(headers: Headers, added: EndpointResponse["headers"]): void {
  for (const [name, value] of added) {
    if (name === "set-cookie") headers.append(name, value);
    else if (name !== "vary") headers.set(name, value);
    else if (!varies(headers.get(name) ?? "", value)) headers.append(name, value);
  }
}

/** Keeps a response for one user out of shared caches. */
export function makePrivate(headers: Headers): void {
  addHeaders(headers, PRIVATE);
}

/** The answer of an endpoint as a web `Response`. */
export function toResponse({ status, headers, body, stream }: EndpointResponse): Response {
  const all = new Headers();
  addHeaders(all, headers);
  return new Response(stream ?? body, { status, headers: all });
}
