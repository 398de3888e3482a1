import fc from "fast-check";
import { expect, test } from "vitest";
import { safeRedirect } from "./safe-redirect.ts";

test.each([
  "/",
  "/dashboard",
  "/a/b?x=1&y=%2F#top",
  "/search?q=https%3A%2F%2Fexample.com",
  "/caf%C3%A9",
  "/a?next=//b",
  "/search?q=100%25",
  "/search?q=50%",
  "/search?q=%zz",
  "/files/100%2525.txt",
  "/a?next=%2F%2Fevil.example#%5C",
  "/a#//b",
])("%s is returned unchanged", (target) => {
  expect(safeRedirect(target, "/fallback")).toBe(target);
});

test.each([
  undefined,
  null,
  "",
  "dashboard",
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/%2fevil.example",
  "/%252fevil.example",
  "/%5cevil.example",
  "/%255cevil.example",
  "/a//b",
  "/./\u0000",
  "/\t/evil.example",
  "/%09/evil.example",
  "/%0d%0aSet-Cookie:a=b",
  "/%250d%250aSet-Cookie:a=b",
  "javascript:alert(1)",
  " /dashboard",
  "/%",
  "/%zz",
  "/..//evil.example",
  "/a/..//evil.example",
  "/.//evil.example",
  `/${"a".repeat(3_000)}`,
])("%j gives the fallback", (target) => {
  expect(safeRedirect(target, "/fallback")).toBe("/fallback");
});

test("a browser stays on the origin for any combination of dangerous parts", () => {
  const pieces = fc.constantFrom(
    "/",
    "\\",
    ".",
    "%2f",
    "%5c",
    "%252f",
    "@",
    ":",
    "evil.example",
    "?",
    "#",
    "\t",
    "\n",
    "http:",
    "a",
    "é",
    "%",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 10 }), (parts) => {
      const result = safeRedirect(parts.join(""), "/fallback");
      expect(new URL(result, "https://app.example").origin).toBe("https://app.example");
      expect(result).toMatch(/^\/(?!\/)/);
    }),
    { numRuns: 5_000 },
  );
});
