import type { SetCookie } from "@sessionkit/core";
import { NextRequest, NextResponse } from "next/server";
import { describe, expect, test } from "vitest";
import { forward, pathWithQuery, prepareRequest } from "./forward.ts";

const fresh: SetCookie = {
  name: "session",
  value: "new",
  path: "/",
  secure: true,
  sameSite: "lax",
  httpOnly: true,
  maxAge: 60,
};
const gone: SetCookie = { ...fresh, value: "", maxAge: 0 };

function requestWith(headers: Record<string, string>): NextRequest {
  return new NextRequest("http://localhost/a?b=1&_rsc=x", { headers });
}

/** The request that the application's routes receive, according to the response to Next. */
function seenAfter(response: Response): Record<string, string | null> {
  const names = response.headers.get("x-middleware-override-headers")?.split(",") ?? [];
  return Object.fromEntries(
    names.map((name) => [name, response.headers.get(`x-middleware-request-${name}`)]),
  );
}

describe("the request", () => {
  test("carries fresh cookies in place of stale ones, in the header and in the jar", () => {
    const request = requestWith({ cookie: "session=old; theme=a%20b" });
    prepareRequest(request, [fresh]);
    expect(request.headers.get("cookie")).toBe("theme=a%20b; session=new");
    expect(request.cookies.get("session")?.value).toBe("new");
  });

  test("has no cookie header after the last cookie was removed", () => {
    const request = requestWith({ cookie: "session=old" });
    prepareRequest(request, [gone]);
    expect(request.headers.has("cookie")).toBe(false);
    expect(request.cookies.has("session")).toBe(false);
  });

  test("keeps a cookie with a name similar to ours", () => {
    const request = requestWith({ cookie: "\u00a0session=evil; a=1" });
    prepareRequest(request, []);
    expect(request.headers.get("cookie")).toBe("\u00a0session=evil; a=1");
    prepareRequest(request, [fresh]);
    expect(request.headers.get("cookie")).toBe("\u00a0session=evil; a=1; session=new");
  });

  test("carries its path in a header, and not the headers that no client may send", () => {
    const request = requestWith({ "x-sessionkit-request": "GET //x", "x-sessionkit-user": "1" });
    prepareRequest(request, []);
    expect(request.headers.get("x-sessionkit-request")).toBe("GET /a?b=1");
    expect(request.headers.has("x-sessionkit-user")).toBe(false);
  });

  test("keeps the query as written, except the router's own parameter", () => {
    expect(pathWithQuery({ pathname: "/a", search: "?q=a%20b+c" })).toBe("/a?q=a%20b+c");
    expect(pathWithQuery({ pathname: "/a", search: "?_rsc=1" })).toBe("/a");
  });
});

describe("the response", () => {
  function forwarded(own: Response | null, cookies: readonly SetCookie[]): NextResponse {
    const request = requestWith({ cookie: "session=old", accept: "text/html" });
    prepareRequest(request, cookies);
    return forward(request, own, cookies, false);
  }

  test("forwards the prepared request", () => {
    const response = forwarded(null, [fresh]);
    expect(response.headers.get("x-middleware-next")).toBe("1");
    expect(seenAfter(response)).toEqual({
      accept: "text/html",
      cookie: "session=new",
      "x-sessionkit-request": "GET /a?b=1",
    });
    expect(response.headers.getSetCookie()).toHaveLength(1);
  });

  test("keeps a rewrite, and its headers, except stale cookies", () => {
    const headers = new Headers({ "x-own": "1", cookie: "session=old; more=1" });
    const own = NextResponse.rewrite("http://localhost/b", { request: { headers } });
    const response = forwarded(own, [fresh]);
    expect(response.headers.get("x-middleware-rewrite")).toBe("http://localhost/b");
    expect(seenAfter(response)).toEqual({
      cookie: "more=1; session=new",
      "x-own": "1",
      "x-sessionkit-request": "GET /a?b=1",
    });
  });

  test("keeps a redirect with its cookies, although its headers cannot be changed", () => {
    const response = forwarded(Response.redirect("http://localhost/b", 308), [fresh]);
    expect([response.status, response.headers.get("location")]).toEqual([
      308,
      "http://localhost/b",
    ]);
    expect(response.headers.getSetCookie()).toHaveLength(1);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.has("x-middleware-override-headers")).toBe(false);
  });

  test("keeps a body, a status, and Vary", async () => {
    const own = new Response("mine", { status: 418, headers: { vary: "Accept-Language" } });
    own.headers.append("set-cookie", "a=1");
    const response = forwarded(own, [gone]);
    expect([response.status, await response.text()]).toEqual([418, "mine"]);
    expect(response.headers.get("vary")).toBe("Accept-Language, Cookie");
    expect(response.headers.getSetCookie()).toHaveLength(2);
  });
});
