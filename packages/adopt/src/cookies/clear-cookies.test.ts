import { serializeCookie } from "@sessionkit/core";
import { CookieJar } from "tough-cookie";
import { describe, expect, test } from "vitest";
import { clearCookies } from "./clear-cookies.ts";
import type { OldCookieOptions } from "./old-cookie.ts";
import { readCookies } from "./read-cookies.ts";

const page = "https://www.app.example/shop/";

/** What a browser still sends after it has set the cookie, and then received its deletion. */
async function afterClear(set: string, attributes: OldCookieOptions): Promise<string> {
  const jar = new CookieJar(undefined, { prefixSecurity: "strict" });
  await jar.setCookie(set, page);
  const header = await jar.getCookieString(page);
  expect(header).not.toBe("");
  const name = header.split("=", 1)[0] ?? "";
  for (const cookie of clearCookies(readCookies(header), [name], attributes)) {
    await jar.setCookie(serializeCookie(cookie), page);
  }
  return jar.getCookieString(page);
}

describe("a browser deletes a cookie", () => {
  test.each<[string, OldCookieOptions]>([
    ["a=1; Path=/", {}],
    ["a=1; Path=/; Secure; HttpOnly", {}],
    ["a=1; Path=/; Secure; SameSite=None", { sameSite: "none" }],
    ["a=1; Path=/shop", { path: "/shop" }],
    ["a=1; Path=/; Domain=app.example", { domain: "app.example" }],
    ["__Secure-a=1; Path=/; Secure; Domain=app.example", { domain: ".app.example" }],
    ["__Host-a=1; Path=/; Secure", { domain: "app.example", path: "/shop", secure: false }],
  ])("%s", async (set, attributes) => {
    expect(await afterClear(set, attributes)).toBe("");
  });
});

test("a deletion without the domain leaves a cookie of the domain", async () => {
  expect(await afterClear("a=1; Path=/; Domain=app.example", {})).toBe("a=1");
});

test("Secure is set where the name, SameSite=None or Partitioned needs it", () => {
  const isSecure = (name: string, attributes: OldCookieOptions) =>
    clearCookies(new Map([[name, "1"]]), [name], attributes)[0]?.secure;
  expect(isSecure("a", {})).toBe(false);
  expect(isSecure("a", { secure: true })).toBe(true);
  expect(isSecure("a", { sameSite: "none" })).toBe(true);
  expect(isSecure("a", { partitioned: true })).toBe(true);
  expect(isSecure("__Secure-a", { secure: false })).toBe(true);
});

test("the attribute Partitioned is kept", () => {
  const [cleared] = clearCookies(new Map([["a", "1"]]), ["a"], { partitioned: true });
  expect(cleared && serializeCookie(cleared)).toMatch(/; Secure; SameSite=Lax; Partitioned$/);
});
