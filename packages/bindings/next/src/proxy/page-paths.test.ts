import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { pagePaths } from "./page-paths.ts";

const i18n = { locales: ["en", "de", "pt-BR"], defaultLocale: "en" };

function paths(path: string, nextConfig: object): readonly string[] {
  return pagePaths(new NextRequest(`http://localhost${path}`, { nextConfig }).nextUrl);
}

test.each([
  ["/a/b", ["/a/b"]],
  ["/de/a", ["/de/a"]],
  ["/_next/data/b1/a.json", ["/a"]],
  ["/_next/data/b1/a", ["/_next/data/b1/a"]],
])("without locales %s is %j", (path, expected) => {
  expect(paths(path, {})).toEqual(expected);
});

test("without locales a path is without the basePath", () => {
  expect(paths("/shop/a", { basePath: "/shop" })).toEqual(["/a"]);
});

test.each([
  "/a",
  "/en/a",
  "/de/a",
  "/DE/a",
  "/pt-br/a",
  "/%64e/a",
  "/%2564e/a",
  "/x/../de/a",
  "/_next/data/b1/a.json",
  "/_next/data/b1/de/a.json",
  "/_next/data/b1/%64e/a.json",
])("with locales %s may be /a", (path) => {
  expect(paths(path, { i18n })).toContain("/a");
  expect(paths(`/shop${path}`, { i18n, basePath: "/shop" })).toContain("/a");
});

test.each(["/de/shop/de/a", "/pt-BR/shop/pt-br/a"])(
  "%s, as Next writes a path with a basePath and a locale, may be /a",
  (path) => {
    expect(paths(path, { i18n, basePath: "/shop" })).toContain("/a");
  },
);

test("the home page of a locale is /", () => {
  expect(paths("/de", { i18n })).toEqual(["/"]);
  expect(paths("/de/shop/de", { i18n, basePath: "/shop" })).toContain("/");
});

test("a path without a locale has one form", () => {
  for (const path of ["/a/b", "/fr/a", "/dea"]) expect(paths(path, { i18n })).toEqual([path]);
});
