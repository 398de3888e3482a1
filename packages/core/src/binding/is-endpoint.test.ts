import { expect, test } from "vitest";
import { createService } from "../../test/service.ts";
import { isBoundEndpoint, isEndpoint, isKeySet } from "./is-endpoint.ts";

const { sessions } = createService();

test.each([
  "/api/auth",
  "/api/auth/session",
  "/api/auth?x=1",
  "/api/auth/refresh?redirect=/a",
  "/api/auth#x",
])("%s is an endpoint", (url) => {
  expect(isEndpoint(sessions, url)).toBe(true);
});

test.each(["/", "/api", "/api/author", "/x?/api/auth", "/.well-known/jwks.json", "", "*"])(
  "%s is none",
  (url) => {
    expect(isEndpoint(sessions, url)).toBe(false);
  },
);

test("the public keys have a well-known address", () => {
  expect(isKeySet("/.well-known/jwks.json?x=1")).toBe(true);
  for (const other of ["/.well-known/jwks.json.bak", "/api/auth/jwks.json", ""]) {
    expect(isKeySet(other)).toBe(false);
  }
});

test.each([
  "/api/auth/bound/../../../secret",
  "/api/auth/bound/%2e%2e/%2E./.%2e/secret",
  "/api/auth/bound/..\\..\\..\\secret",
  "/api/auth/bound/./refresh",
  "/api/auth/bound/..",
  "/secret/../api/auth/bound/refresh",
  "/.well-known/../.well-known/jwks.json",
])("%s, which can be read as another path, is neither", (url) => {
  const asks = [isEndpoint(sessions, url), isBoundEndpoint(sessions, url), isKeySet(url)];
  expect(asks).toEqual([false, false, false]);
});

test.each([
  ["/api/auth/bound/refresh", true],
  ["/api/auth/bound/refresh?from=/../x\\y", true],
  ["/api/auth/bound", true],
  ["/api/auth/bounds", false],
  ["/api/auth/session", false],
])("%s is for browsers with a bound session: %s", (url, expected) => {
  expect(isBoundEndpoint(sessions, url)).toBe(expected);
});
