import { describe, expect, test } from "vitest";
import { bearer, createBrowser } from "../../test/browser.ts";
import { createService, SECRET } from "../../test/service.ts";
import { MODES, signedInTo } from "../../test/signed-in.ts";
import { createSessions } from "../index.ts";

const options = { allowedOrigins: ["https://admin.app.example"] };

describe.each(MODES)("a mutation with cookies, mode %s", (mode) => {
  test.each([
    ["from the same origin", { "sec-fetch-site": "same-origin" }, null],
    ["from the address bar or a native client", { "sec-fetch-site": "none" }, null],
    ["from an old browser on this origin", { origin: "https://app.example" }, null],
    [
      "from an allowed origin",
      { origin: "https://admin.app.example", "sec-fetch-site": "same-site" },
      null,
    ],
    ["from another site", { "sec-fetch-site": "cross-site" }, /Sec-Fetch-Site is "cross-site"/],
    ["from a sibling domain", { "sec-fetch-site": "same-site" }, /Sec-Fetch-Site is "same-site"/],
    [
      "from another site in an old browser",
      { origin: "https://evil.example" },
      /Origin is "https:\/\/evil\.example", and "https:\/\/app\.example" was expected/,
    ],
    [
      "from the same host on another port",
      { origin: "https://app.example:8443" },
      /"https:\/\/app\.example" was expected/,
    ],
    ["over plain http", { origin: "http://app.example" }, /was expected\. Sessions need https/],
    ["from an opaque origin", { origin: "null" }, /Origin is "null"/],
    ["with an empty origin", { origin: "" }, /Origin is ""/],
    [
      "with neither header",
      {},
      /neither Sec-Fetch-Site nor Origin\. Send Origin: https:\/\/app\.example/,
    ],
    [
      "with a forwarded host of an untrusted proxy",
      { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
      /"https:\/\/app\.example" was expected/,
    ],
    [
      "with a bearer token of another issuer",
      { "sec-fetch-site": "cross-site", authorization: "Bearer eyJhbGciOiJSUzI1NiJ9.e30.eA" },
      /Sec-Fetch-Site is "cross-site"/,
    ],
  ])("%s", async (_, headers, problem) => {
    const { sessions, browser } = await signedInTo(mode, options);
    const request = browser.request({
      method: "POST",
      url: "/api/auth/refresh",
      headers: { "sec-fetch-site": undefined, ...headers },
    });
    const response = await sessions.handle(request);
    if (problem === null) {
      expect(sessions.crossSiteProblem(request)).toBeNull();
      expect(response?.status).toBe(200);
      return;
    }
    expect(sessions.isCrossSite(request)).toBe(true);
    expect(sessions.crossSiteProblem(request)).toMatch(problem);
    expect(response?.status).toBe(403);
    expect(JSON.parse(response?.body ?? "{}")).toMatchObject({
      code: "cross_site",
      detail: expect.stringMatching(problem),
    });
    expect(response?.headers.some(([name]) => name === "set-cookie")).toBe(false);
  });

  test("by a bearer token of ours is accepted from any site, and its cookies are ignored", async () => {
    const { sessions, browser, created } = await signedInTo(mode);
    const token = created.tokens?.accessToken ?? created.tokens?.sessionToken;
    const headers = { "sec-fetch-site": "cross-site", ...bearer(token) };
    expect(sessions.crossSiteProblem(browser.request({ method: "POST", headers }))).toBeNull();
  });

  test("is safe by GET, HEAD and OPTIONS, and any other method counts", async () => {
    const { sessions, browser } = await signedInTo(mode);
    const headers = { "sec-fetch-site": "cross-site" };
    for (const method of ["GET", "HEAD", "OPTIONS"])
      expect(sessions.isCrossSite(browser.request({ method, headers }))).toBe(false);
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "get", "QUERY"])
      expect(sessions.isCrossSite(browser.request({ method, headers }))).toBe(true);
  });
});

test("a mutation without a cookie and without both headers is not cross-site", () => {
  const { sessions } = createService();
  const request = createBrowser().request({
    method: "POST",
    headers: { "sec-fetch-site": undefined },
  });
  expect(sessions.crossSiteProblem(request)).toBeNull();
});

test("on plain http in a LAN the detail says that sessions need https", () => {
  const sessions = createSessions({ strategy: "jwt", secret: SECRET });
  const request = createBrowser("192.168.1.20:3000").request({
    method: "POST",
    headers: { "sec-fetch-site": undefined, origin: "http://192.168.1.20:3000", cookie: "a=1" },
  });
  expect(sessions.crossSiteProblem(request)).toMatch(/Sessions need https, or a loopback address/);
});

test("a long header is cut before it is repeated in the detail", () => {
  const { sessions } = createService();
  const request = createBrowser().request({
    method: "POST",
    headers: { "sec-fetch-site": "x".repeat(9_000), cookie: "a=1" },
  });
  expect(sessions.crossSiteProblem(request)?.length).toBeLessThan(300);
});
