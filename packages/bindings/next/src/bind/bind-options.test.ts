import { describe, expect, test } from "vitest";
import { type BindOptions, readBindOptions } from "./bind-options.ts";

test.each<[BindOptions, RegExp]>([
  [{ protect: ["/a"] }, /^signInPath: is missing/],
  [{ protect: "all" }, /^signInPath: is missing/],
  [{ signInPath: "https://evil.example" }, /^signInPath: expected a path/],
  [{ signInPath: "//evil.example" }, /^signInPath: expected a path/],
  [{ signInPath: "sign-in" }, /^signInPath: expected a path/],
  [{ stepUpPath: "/\\evil" }, /^stepUpPath: expected a path/],
  [{ public: ["/a"] }, /^public: lists exceptions from protect/],
  [{ signInPath: "/in", protect: ["/a/(.*)"] }, /^protect: cannot read "\/a\/\(\.\*\)"/],
  [
    { signInPath: "/in", protect: "/a" as never },
    /^protect: expected an array of paths, got "\/a"/,
  ],
  [{ signInPath: "/in", protect: "all", public: "/a" as never }, /^public: expected an array/],
  [{ allowCrossSite: ["a"] }, /^allowCrossSite: cannot read/],
  [{ refreshInHandler: ["a"] }, /^refreshInHandler: cannot read/],
])("%o is rejected with the name of the option", (options, message) => {
  expect(() => readBindOptions(options)).toThrow(message);
  expect(() => readBindOptions(options)).toThrow(
    expect.objectContaining({ code: "session_config" }),
  );
});

describe('protect: "all"', () => {
  const { isProtected } = readBindOptions({
    signInPath: "/sign-in?from=proxy",
    protect: "all",
    public: ["/", "/about/:path*", "/robots.txt"],
  });

  test.each(["/dashboard", "/api/x", "/sign-in/x", "/aboutx", "/robots", "/sign-in%2f..%2fx"])(
    "%s requires a session",
    (path) => expect(isProtected(path)).toBe(true),
  );

  test.each(["/", "/about", "/about/us", "/sign-in", "/robots.txt"])("%s is public", (path) =>
    expect(isProtected(path)).toBe(false),
  );
});

test("nothing is protected by default", () => {
  expect(readBindOptions({}).isProtected("/dashboard")).toBe(false);
});
