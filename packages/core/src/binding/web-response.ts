import { type EndpointResponse, PRIVATE } from "../http/response.ts";
import { varies } from "../http/varies.ts";

/** Beside what is there already where there may be several, in place of it where there is one. */
export function addHeaders(headers: Headers, added: EndpointResponse["headers"]): void {
  for (const [name, value] of added) {
    if (name === "set-cookie") headers.append(name, value);
    else if (name !== "vary") headers.set(name, value);
    else if (!varies(headers.get(name) ?? "", value)) headers.append(name, value);
  }
}

/** Keeps what is for one person out of caches. */
export function makePrivate(headers: Headers): void {
  addHeaders(headers, PRIVATE);
}

/** Core's answer as a web `Response`. */
export function toResponse({ status, headers, body }: EndpointResponse): Response {
  const all = new Headers();
  addHeaders(all, headers);
  return new Response(body, { status, headers: all });
}
