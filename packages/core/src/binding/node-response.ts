import type { SetCookie } from "../cookies/set-cookie.ts";
import { cookieHeaders, type EndpointResponse, PRIVATE } from "../http/response.ts";
import { varies } from "../http/varies.ts";

/** The part of Node's `ServerResponse` that an answer needs. */
export interface NodeResponse {
  statusCode: number;
  getHeader(name: string): number | string | readonly string[] | undefined;
  setHeader(name: string, value: string | readonly string[]): unknown;
  end(body?: string): unknown;
}

/** Adds headers: `Set-Cookie` and `Vary` beside the values that are there, others in their place. */
export function putHeaders(res: NodeResponse, headers: EndpointResponse["headers"]): void {
  for (const [name, value] of headers) {
    if (name === "set-cookie") res.setHeader(name, [...linesOf(res, name), value]);
    else if (name !== "vary" || !res.getHeader(name)) res.setHeader(name, value);
    else addVary(res, value);
  }
}

function addVary(res: NodeResponse, name: string): void {
  const before = linesOf(res, "vary").join(", ");
  if (!varies(before, name)) res.setHeader("vary", `${before}, ${name}`);
}

function linesOf(res: NodeResponse, name: string): string[] {
  return [res.getHeader(name) ?? []].flat().map(String);
}

/** Adds cookies in place of those of the same name, and the headers that keep shared caches from storing them. */
export function putCookies(res: NodeResponse, cookies: readonly SetCookie[]): void {
  const names = cookies.map(({ name }) => `${name}=`);
  const before = linesOf(res, "set-cookie");
  const kept = before.filter((line) => !names.some((name) => line.startsWith(name)));
  if (kept.length < before.length) res.setHeader("set-cookie", kept);
  putHeaders(res, cookieHeaders(cookies));
}

/** Keeps a response for one user out of shared caches. A header that is set later replaces it. */
export function keepPrivate(res: NodeResponse): void {
  putHeaders(res, PRIVATE);
}

/** Sends the answer of an endpoint. */
export function sendAnswer(res: NodeResponse, { status, headers, body }: EndpointResponse): void {
  res.statusCode = status;
  putHeaders(res, headers);
  res.end(body ?? undefined);
}
