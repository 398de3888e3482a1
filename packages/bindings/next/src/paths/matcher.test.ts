import { describe, expect, test } from "vitest";
import { createMatcher } from "./matcher.ts";

describe("a pattern", () => {
  test.each([
    ["/", ["/"], ["/a"]],
    ["/a", ["/a", "/a/"], ["/a/b", "/ab", "/"]],
    ["/a/:id", ["/a/1"], ["/a", "/a/1/2"]],
    ["/a/:id?", ["/a", "/a/1"], ["/a/1/2", "/ab"]],
    ["/a/:rest*", ["/a", "/a/1", "/a/1/2/3"], ["/ab", "/b"]],
    ["/a/:rest+", ["/a/1", "/a/1/2"], ["/a"]],
    ["/:locale/a/:rest*", ["/en/a", "/de/a/b"], ["/a", "/a/b"]],
    ["/a.b/c-d", ["/a.b/c-d"], ["/axb/c-d"]],
    ["/:rest*", ["/", "/a/b"], []],
  ])("%s", (pattern, inside, outside) => {
    const { some, every } = createMatcher([pattern], "protect");
    for (const path of inside) expect([path, some(path), every(path)]).toEqual([path, true, true]);
    for (const path of outside) expect([path, some(path)]).toEqual([path, false]);
  });

  test.each(["a", "", "/a/(.*)", "/a//b", "/a?", "/a/:", "/:a-:b", "/a b", "/[id]", "https://x"])(
    "%j is rejected, and the error names it",
    (pattern) => {
      expect(() => createMatcher([pattern], "protect")).toThrow(/^protect: cannot read/);
    },
  );
});

test.each([
  "/a",
  "/A",
  "//a",
  "/a//",
  "/./a",
  "/x/../a",
  "/%61",
  "/%2561",
  "/%252561",
  "/a%2f",
  "\\a",
  "/a.rsc",
  "/a.segments/_tree.segment.rsc",
  "/_next/data/b1/a.json",
  "/open/..%2fa",
])("what shuts /a shuts %s", (path) => {
  expect(createMatcher(["/a"], "protect").some(path)).toBe(true);
});

test.each(["/open%2f..%2fa", "/open/..%2f..%2fa", "/OPEN", "/open/%2e%2e/a"])(
  "the exception for /open does not match %s",
  (path) => {
    expect(createMatcher(["/open/:rest*"], "public").every(path)).toBe(false);
  },
);

test("a path that cannot be decoded is used as it is", () => {
  expect(createMatcher(["/a/:rest*"], "protect").some("/a/%zz")).toBe(true);
});
