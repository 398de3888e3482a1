import { expect, test } from "vitest";
import { createService } from "../../test/service.ts";
import { isEndpoint } from "./is-endpoint.ts";

const { sessions } = createService();

test.each([
  "/api/auth",
  "/api/auth/session",
  "/api/auth?x=1",
  "/api/auth/refresh?redirect=/a",
  "/api/auth#x",
  "/.well-known/jwks.json",
])("%s is an endpoint", (url) => {
  expect(isEndpoint(sessions, url)).toBe(true);
});

test.each(["/", "/api", "/api/author", "/x?/api/auth", "/.well-known/jwks.json.bak", "", "*"])(
  "%s is none",
  (url) => {
    expect(isEndpoint(sessions, url)).toBe(false);
  },
);
