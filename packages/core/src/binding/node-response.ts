import type { SetCookie } from "../cookies/set-cookie.ts";
import { cookieHeaders, type EndpointResponse, PRIVATE } from "../http/response.ts";
import { varies } from "../http/varies.ts";

/** As much of Node's `ServerResponse` as it takes to answer. */
export interface NodeResponse {
  statusCode: number;
  getHeader(name: string): number | string | readonly string[] | undefined;
  setHeader(name: string, value: string | readonly string[]): unknown;
  end(body?: string): unknown;
}

/** Beside what is there already where there may be several, in place of it where there is one. */
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

/** Puts cookies beside those that are there, in place of those of the same name, with what keeps caches from handing them out. */
export function putCookies(res: NodeResponse, cookies: readonly SetCookie[]): void {
  const names = cookies.map(({ name }) => `${name}=`);
  const before = linesOf(res, "set-cookie");
  const kept = before.filter((line) => !names.some((name) => line.startsWith(name)));
  if (kept.length < before.length) res.setHeader("set-cookie", kept);
  putHeaders(res, cookieHeaders(cookies));
}

/** Keeps what is for one person out of caches, unless it is said otherwise later. */
export function keepPrivate(res: NodeResponse): void {
  putHeaders(res, PRIVATE);
}

/** Sends an answer of core's. */
export function sendAnswer(res: NodeResponse, { status, headers, body }: EndpointResponse): void {
  res.statusCode = status;
  putHeaders(res, headers);
  res.end(body ?? undefined);
}
