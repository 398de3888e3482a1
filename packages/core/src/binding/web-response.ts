import { type EndpointResponse, PRIVATE } from "../http/response.ts";

/** Adds headers: appends to existing `Set-Cookie` and `Vary` values, and replaces others. */
export function addHeaders(headers: Headers, added: EndpointResponse["headers"]): void {
  for (const [name, value] of added) {
    if (name === "set-cookie") headers.append(name, value);
    else headers.set(name, name === "vary" ? withVary(headers.get(name), value) : value);
  }
}

/**
 * Adds headers to a response and returns it. An immutable response, such as that of `fetch` or `Response.redirect`, is
 * copied. The others are not: a copy costs more than the rest of a binding, and on Bun a text loses its type.
 */
export function withHeaders(response: Response, added: EndpointResponse["headers"]): Response {
  try {
    addHeaders(response.headers, added);
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const copy = new Response(response.body, response);
    addHeaders(copy.headers, added);
    return copy;
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

/** A `Vary` header with further names (RFC 9110 12.5.5). */
export function withVary(before: string | null, added: string): string {
  const known = namesOf(before ?? "").map((name) => name.toLowerCase());
  if (known.includes("*")) return before ?? "";
  const missing = namesOf(added).filter((name) => !known.includes(name.toLowerCase()));
  return [...(before ? [before] : []), ...missing].join(", ");
}

function namesOf(vary: string): string[] {
  return vary
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
