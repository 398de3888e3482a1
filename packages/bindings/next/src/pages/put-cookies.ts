import type { ServerResponse } from "node:http";
import { cookieHeaders, type SetCookie } from "@sessionkit/core";

/** Puts cookies on a response, in place of those of the same name, with what keeps caches from handing them out. */
export function putCookies(res: ServerResponse, cookies: readonly SetCookie[]): void {
  const names = cookies.map(({ name }) => `${name}=`);
  const before = [res.getHeader("set-cookie") ?? []].flat().map(String);
  const kept = before.filter((line) => !names.some((name) => line.startsWith(name)));
  if (kept.length < before.length) res.setHeader("set-cookie", kept);
  putHeaders(res, cookieHeaders(cookies));
}

/** `set-cookie` and `vary` add to what is there, others replace it. */
export function putHeaders(
  res: ServerResponse,
  headers: readonly (readonly [name: string, value: string])[],
): void {
  for (const [name, value] of headers) {
    const before = [res.getHeader(name) ?? []].flat().map(String);
    if (name === "set-cookie") res.setHeader(name, [...before, value]);
    else if (name === "vary") res.setHeader(name, [...new Set([...before, value])].join(", "));
    else res.setHeader(name, value);
  }
}
