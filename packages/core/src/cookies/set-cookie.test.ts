import { describe, expect, test } from "vitest";
import { type CookieOptions, createCookiePolicy } from "./cookie-policy.ts";
import { applyToCookieHeader, deleteCookie, serializeCookie, setCookie } from "./set-cookie.ts";

const policyOf = (options: CookieOptions, origin: URL | null, more: object = {}) =>
  createCookiePolicy(options, {
    ...{ origin, allowInsecure: false, hasAllowedOrigins: false, sessionPath: "/" },
    ...more,
  });

const https = policyOf({}, new URL("https://app.example"))(() => null);

test("a cookie is set and deleted with the same explicit attributes", () => {
  expect(serializeCookie(setCookie(https.session, "abc", 60.9))).toBe(
    "__Host-session=abc; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Lax",
  );
  expect(serializeCookie(setCookie(https.session, "abc", null))).toBe(
    "__Host-session=abc; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
  expect(serializeCookie(deleteCookie(https.session))).toBe(
    "__Host-session=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax",
  );
});

test("more than a browser keeps is an error that gives the size", () => {
  const room = 4_096 - https.session.name.length;
  expect(() => setCookie(https.session, "x".repeat(room), 60)).not.toThrow();
  expect(() => setCookie(https.session, "x".repeat(room + 1), 60)).toThrow(
    expect.objectContaining({
      code: "cookie_too_large",
      message: expect.stringContaining("4097 bytes"),
    }),
  );
});

test("a forwarded header is the one that the browser will send next", () => {
  const changes = [setCookie(https.access, "new", 60), deleteCookie(https.session)];
  expect(applyToCookieHeader("a=1; __Host-access=old; __Host-session=s; b=2", changes)).toBe(
    "a=1; b=2; __Host-access=new",
  );
  expect(applyToCookieHeader(null, changes)).toBe("__Host-access=new");
});

test("a cookie whose name has another blank before it is another cookie, and is passed on", () => {
  const planted = "\u00a0__Host-session=evil; \u3000session=evil; a=1\u00a0";
  expect(applyToCookieHeader(planted, [])).toBe(planted);
  expect(
    applyToCookieHeader(`${planted};\t __Host-session =old`, [deleteCookie(https.session)]),
  ).toBe(planted);
});

test.each([
  ["https://app.example", "__Host-session", true],
  ["http://localhost:3000", "session", false],
  ["http://127.0.0.1:3000", "session", false],
  ["http://[::1]:3000", "session", false],
  ["http://app.localhost", "session", false],
])("on %s the cookie is called %s", (origin, name, secure) => {
  expect(policyOf({}, new URL(origin))(() => null).session).toMatchObject({
    name,
    secure,
  });
});

test("without a configured origin the request's host decides, and only loopback gets plain names", () => {
  const policy = policyOf({}, null);
  expect(policy(() => "localhost:3000").session.name).toBe("session");
  for (const host of ["app.example", "localhost.evil.example", "127.0.0.1.evil.example", null]) {
    expect(policy(() => host).session.name).toBe("__Host-session");
  }
});

test.each([
  ["plain http", () => policyOf({}, new URL("http://app.example")), /https/],
  ["a name with a semicolon", () => policyOf({ session: "a;b" }, null), /cookies.session/],
  ["one name for both", () => policyOf({ session: "s", access: "s" }, null), /same name/],
])("%s is refused at construction", (_, construct, message) => {
  expect(construct).toThrow(message);
});

describe("a parent domain", () => {
  const domain = (given: string, origin: URL | null = new URL("https://a.app.example")) =>
    policyOf({ domain: given }, origin)(() => null);

  test.each(["app.example", ".app.example", "APP.example"])(
    "%s is an attribute of both cookies, which then have the prefix __Secure-",
    (given) => {
      const { session, access } = domain(given);
      expect([session.name, access.name]).toEqual(["__Secure-session", "__Secure-access"]);
      expect(serializeCookie(setCookie(session, "t", 60))).toBe(
        "__Secure-session=t; Domain=app.example; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Lax",
      );
      expect(serializeCookie(deleteCookie(session))).toContain("; Domain=app.example; Path=/");
    },
  );

  test.each([
    ["a host without a dot", "example"],
    ["an address", "127.0.0.1"],
    ["an origin", "https://app.example"],
    ["a domain with a port", "app.example:443"],
    ["an attribute", "app.example; Path=/x"],
    ["another site", "other.example"],
    ["the end of another name", "pp.example"],
    ["no text", 5],
  ])("that is %s is refused", (_, given) => {
    expect(() => domain(given as string)).toThrow("cookies.domain");
  });

  test("is left out on a loopback address, except below localhost", () => {
    const plain = (given: string) =>
      policyOf({ domain: given }, null)(() => "a.app.localhost:3000").session;
    expect(plain("app.example")).toEqual({
      name: "session",
      path: "/",
      secure: false,
      sameSite: "lax",
    });
    expect(plain("app.localhost").domain).toBe("app.localhost");
  });
});

describe("cookies for pages that other sites embed", () => {
  const embedded = { sameSite: "none", partitioned: true } as const;
  const allowed = { hasAllowedOrigins: true };

  test("have SameSite=None and Partitioned on https, and neither on http", () => {
    const policy = policyOf(embedded, null, allowed);
    const { session } = policy(() => "app.example");
    expect(serializeCookie(setCookie(session, "t", null))).toBe(
      "__Host-session=t; Path=/; HttpOnly; Secure; SameSite=None; Partitioned",
    );
    expect(policy(() => "localhost").session).toEqual({
      ...{ name: "session", path: "/", secure: false, sameSite: "lax" },
    });
  });

  test("need allowedOrigins, and partitioned cookies need SameSite=None", () => {
    expect(() => policyOf(embedded, null)).toThrow("allowedOrigins");
    expect(() => policyOf({ partitioned: true }, null, allowed)).toThrow("cookies.partitioned");
  });
});

test("http outside this machine is accepted only if that was decided", () => {
  const origin = new URL("http://shop.lan");
  expect(() => policyOf({}, origin)).toThrow("allowInsecureOrigin");
  const { session } = policyOf({}, origin, { allowInsecure: true })(() => null);
  expect(session).toEqual({ name: "session", path: "/", secure: false, sameSite: "lax" });
});
