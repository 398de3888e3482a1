import { expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService, SECRET } from "../../test/service.ts";
import { createSessions, type StatelessSessions } from "../index.ts";

function withoutOrigin(trustProxy = 0): StatelessSessions {
  return createSessions({ strategy: "jwt", secret: SECRET, trustProxy });
}

test.each([
  ["app.example", "https://app.example"],
  ["app.example:8443", "https://app.example:8443"],
  ["localhost:3000", "http://localhost:3000"],
  ["127.0.0.1:3000", "http://127.0.0.1:3000"],
  ["[::1]:3000", "http://[::1]:3000"],
  ["localhost.evil.test", "https://localhost.evil.test"],
  ["bad host", null],
])("without a configured origin, Host %s gives the origin %s", (host, origin) => {
  expect(withoutOrigin().expectedOrigin(createBrowser(host).request())).toBe(origin);
});

test("a request without a host has no expected origin, and is cross-site if it names one", () => {
  const sessions = withoutOrigin();
  const request = createBrowser().request({
    method: "POST",
    headers: { host: undefined, "sec-fetch-site": undefined, origin: "https://app.example" },
  });
  expect(sessions.expectedOrigin(request)).toBeNull();
  expect(sessions.isCrossSite(request)).toBe(true);
});

test("a configured origin is used whatever the headers say", () => {
  const { sessions } = createService({ trustProxy: 1 });
  const request = createBrowser("evil.test").request({
    headers: { "x-forwarded-host": "evil.test" },
  });
  expect(sessions.expectedOrigin(request)).toBe("https://app.example");
});

test("X-Forwarded-Host is read only behind a trusted proxy, and only its last entry", () => {
  const headers = { "x-forwarded-host": "evil.test, app.example" };
  const request = createBrowser("localhost:3000").request({ headers });
  expect(withoutOrigin().expectedOrigin(request)).toBe("http://localhost:3000");
  expect(withoutOrigin(1).expectedOrigin(request)).toBe("https://app.example");
});

test("cookies behind a trusted proxy are those of the public host, not of the local host", async () => {
  const sessions = withoutOrigin(1);
  const browser = createBrowser("localhost:3000");
  const headers = { "x-forwarded-host": "app.example" };
  const created = await sessions.create("ada", { request: browser.request({ headers }) });
  expect(created.cookies.map(({ name, secure }) => [name, secure])).toEqual([
    ["__Host-access", true],
    ["__Host-session", true],
  ]);
  browser.obey(created);
  expect((await sessions.resolve(browser.request({ headers }))).status).toBe("authenticated");
});
