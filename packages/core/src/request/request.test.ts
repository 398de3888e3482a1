import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { isPrefetch } from "./request.ts";

const HEADERS = [
  { "sec-purpose": "prefetch" },
  { "sec-purpose": "prefetch;prerender" },
  { "sec-purpose": "prefetch;anonymous-client-ip" },
  { purpose: "prefetch" },
  { "next-router-prefetch": "1" },
  { "next-router-prefetch": "2" },
];

describe("a prefetch", () => {
  test.each(HEADERS)("is a GET or HEAD with %j, and no other method", (headers) => {
    const request = (method: string) => createBrowser().request({ method, headers });
    for (const method of ["GET", "HEAD"]) expect(isPrefetch(request(method))).toBe(true);
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get", "QUERY"])
      expect(isPrefetch(request(method))).toBe(false);
  });

  test("is what a framework says, for a GET or HEAD only", () => {
    const request = (method: string) => createBrowser().request({ method, prefetch: true });
    expect(isPrefetch(request("GET"))).toBe(true);
    expect(isPrefetch(request("POST"))).toBe(false);
  });

  test.each([{}, { "sec-purpose": "" }, { purpose: "preview" }, { "x-purpose": "prefetch" }])(
    "is not a GET with %j",
    (headers) => {
      expect(isPrefetch(createBrowser().request({ headers }))).toBe(false);
    },
  );
});
