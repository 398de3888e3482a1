import { expect, test } from "vitest";
import { withCallback } from "./redirect-target.ts";

test.each([
  ["/in", "/a?b=c&d=e", "/in?callbackUrl=%2Fa%3Fb%3Dc%26d%3De"],
  ["/in?x=1", "/a", "/in?x=1&callbackUrl=%2Fa"],
  ["/in#top", "/a", "/in?callbackUrl=%2Fa#top"],
  ["/in", null, "/in"],
])("%s and %s make %s", (path, back, target) => {
  expect(withCallback(path, back)).toBe(target);
});

test.each([
  "//evil.example",
  "https://evil.example",
  "/\\evil.example",
  "/%5cevil.example",
  "/%2f/evil.example",
  "javascript:alert(1)",
  "/a\r\nset-cookie: a=b",
])("%j is not accepted as the page to return to", (back) => {
  expect(withCallback("/in", back)).toBe("/in");
});
