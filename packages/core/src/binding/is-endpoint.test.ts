import { expect, test } from "vitest";
import { createService } from "../../test/service.ts";
import { isEndpoint, isKeySet } from "./is-endpoint.ts";

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
