import { describe, expect, test } from "vitest";
import { type PageOf, pageFor } from "../paths/redirect-target.ts";
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

  test.each([
    ...["/dashboard", "/api/x", "/sign-in/x", "/aboutx", "/robots", "/sign-in%2f..%2fx"],
    ...["/en/dashboard", "/app/sign-in", "/en/de/sign-in", "/en/sign-in%2f..%2fx", "/en_x/sign-in"],
  ])("%s requires a session", (path) => expect(isProtected(path)).toBe(true));

  test.each([
    "/",
    "/about",
    "/about/us",
    "/sign-in",
    "/robots.txt",
    "/en/sign-in",
    "/pt-BR/sign-in/",
  ])("%s is public", (path) => expect(isProtected(path)).toBe(false));
});

describe("a sign-in page for each locale", () => {
  const { isProtected, signInPath } = readBindOptions({
    signInPath: (pathname) => `/${pathname.startsWith("/de/") ? "de" : "en"}/members/in/?x=1`,
    protect: "all",
  });

  test.each(["/en/members/in", "/de/members/in/", "/de//members/in"])("%s is public", (path) =>
    expect(isProtected(path)).toBe(false),
  );

  test.each(["/fr/members/in", "/members", "/de/members/in%2f..", "/de/members/in/x"])(
    "%s requires a session",
    (path) => expect(isProtected(path)).toBe(true),
  );

  test("is chosen by the path of the request, which cannot lead to another site", () => {
    expect(pageFor(signInPath as PageOf, "/de/a?b=c")).toBe(
      "/de/members/in/?x=1&callbackUrl=%2Fde%2Fa%3Fb%3Dc",
    );
    expect(pageFor(signInPath as PageOf, null)).toBe("/en/members/in/?x=1");
    const naive = readBindOptions({ signInPath: (path) => `/${path.split("/")[1]}/in` }).signInPath;
    expect(pageFor(naive as PageOf, "//evil.example/x", null)).toBe("/evil.example/in");
    const wrong = readBindOptions({ signInPath: () => "//evil.example" }).signInPath;
    expect(() => pageFor(wrong as PageOf, "/a")).toThrow(/^signInPath: expected a path/);
  });
});

test("nothing is protected by default", () => {
  expect(readBindOptions({}).isProtected("/dashboard")).toBe(false);
});
