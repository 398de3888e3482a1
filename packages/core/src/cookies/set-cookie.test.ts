import { expect, test } from "vitest";
import { createCookiePolicy } from "./cookie-policy.ts";
import { applyToCookieHeader, deleteCookie, serializeCookie, setCookie } from "./set-cookie.ts";

const https = createCookiePolicy({}, new URL("https://app.example"), "/").specs(() => null);

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
  expect(createCookiePolicy({}, new URL(origin), "/").specs(() => null).session).toMatchObject({
    name,
    secure,
  });
});

test("without a configured origin the request's host decides, and only loopback gets plain names", () => {
  const policy = createCookiePolicy({}, null, "/");
  expect(policy.specs(() => "localhost:3000").session.name).toBe("session");
  for (const host of ["app.example", "localhost.evil.example", "127.0.0.1.evil.example", null]) {
    expect(policy.specs(() => host).session.name).toBe("__Host-session");
  }
});

test.each([
  ["plain http", () => createCookiePolicy({}, new URL("http://app.example"), "/"), /https/],
  [
    "a name with a semicolon",
    () => createCookiePolicy({ session: "a;b" }, null, "/"),
    /cookies.session/,
  ],
  [
    "one name for both",
    () => createCookiePolicy({ session: "s", access: "s" }, null, "/"),
    /same name/,
  ],
])("%s is refused at construction", (_, construct, message) => {
  expect(construct).toThrow(message);
});
