import { afterEach, describe, expect, test, vi } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService } from "../../test/service.ts";
import { readAllowedOrigins } from "./read-origins.ts";

describe("a wildcard", () => {
  const { has } = readAllowedOrigins(["https://*.app.example", "https://*.lan.example:8443"]);

  test.each(["https://admin.app.example", "https://a-1.app.example", "https://x.lan.example:8443"])(
    "stands for one label: %s",
    (origin) => expect(has(origin)).toBe(true),
  );

  test.each([
    "https://app.example",
    "https://.app.example",
    "https://a.b.app.example",
    "https://evil-app.example",
    "https://a.app.example.evil.example",
    "https://evil.example/.app.example",
    "https://a.appxexample",
    "http://a.app.example",
    "https://a.app.example:8443",
    "https://-.app.example",
    "https://x.lan.example",
    "null",
    "",
  ])("does not stand for %j", (origin) => expect(has(origin)).toBe(false));

  test.each([
    "https://*",
    "https://*.example",
    "https://a.*.example",
    "https://*a.app.example",
    "https://**.app.example",
    "http://*.app.example",
    "*",
    "*.app.example",
  ])("%s is refused", (text) => expect(() => readAllowedOrigins([text])).toThrow("allowedOrigins"));
});

describe("the scheme of a shell", () => {
  const shells = [
    "capacitor://localhost",
    "ionic://localhost",
    "tauri://localhost",
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    "moz-extension://01234567-89ab-cdef-0123-456789abcdef",
  ];

  test.each(shells)("%s is allowed exactly", (origin) => {
    const { has } = readAllowedOrigins([origin]);
    expect(shells.filter(has)).toEqual([origin]);
  });

  test.each([
    "capacitor://evil",
    "chrome-extension://*",
    "file://",
    "null",
    "data:text/html",
    "chrome-extension://short",
  ])("%s is refused", (origin) =>
    expect(() => readAllowedOrigins([origin])).toThrow("allowedOrigins"),
  );
});

describe("http outside this machine", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("is an explicit option, which prints a warning and sets cookies without Secure", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue(undefined);
    const { sessions } = createService({
      origin: undefined,
      allowInsecureOrigin: "http://shop.lan",
    });
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("http://shop.lan"));
    const browser = createBrowser("shop.lan");
    const { cookies } = await sessions.create("ada", { request: browser.request() });
    expect(cookies.map(({ name, secure }) => [name, secure])).toEqual([
      ["access", false],
      ["session", false],
    ]);
    const origin = (of: string) =>
      browser.request({ method: "POST", headers: { origin: of, "sec-fetch-site": undefined } });
    expect(sessions.isCrossSite(origin("http://shop.lan"))).toBe(false);
    expect(sessions.isCrossSite(origin("https://shop.lan"))).toBe(true);
  });

  test.each([
    ["https", { origin: undefined, allowInsecureOrigin: "https://shop.example" }],
    ["a loopback address", { origin: undefined, allowInsecureOrigin: "http://localhost:3000" }],
    ["both options", { allowInsecureOrigin: "http://shop.lan" }],
  ])("the option is refused with %s", (_, options) => {
    expect(() => createService(options)).toThrow("allowInsecureOrigin");
  });
});
