import { exportJWK, generateKeyPair } from "jose";
import { describe, expect, test } from "vitest";
import { type Browser, createBrowser, type RequestOptions } from "../../test/browser.ts";
import { createService, createStatelessService } from "../../test/service.ts";
import { createMemoryStore } from "../memory.ts";

const JSON_BODY = { "content-type": "application/json" };

async function app(options: Parameters<typeof createService>[0] = {}) {
  const service = createService(options);
  const call = async (
    browser: Browser,
    method: string,
    path: string,
    request: RequestOptions = {},
  ) => {
    const response = await service.sessions.handle(
      browser.request({ method, url: `/api/auth${path}`, ...request }),
    );
    if (!response) throw new Error(`${path} is no endpoint`);
    browser.obey(response);
    return { ...response, json: response.body === null ? null : JSON.parse(response.body) };
  };
  const signIn = async (userId = "ada") => {
    const browser = createBrowser();
    const created = await service.sessions.create(userId, { request: browser.request() });
    browser.obey(created);
    return { browser, id: created.session.id, tokens: created.tokens };
  };
  return { ...service, call, signIn };
}

describe.each(["jwt", "database"] as const)("endpoints, strategy %s", (strategy) => {
  test("GET /session says who is signed in, with the public user only, and nobody may cache it", async () => {
    const { call, signIn, clock } = await app({ strategy });
    const { browser, id } = await signIn();
    const { status, headers, json } = await call(browser, "GET", "/session");
    expect(status).toBe(200);
    expect(json).toMatchObject({
      status: "authenticated",
      session: { id },
      user: { id: "ada", name: "ADA" },
      reason: null,
      now: clock(),
    });
    expect(json.user).toEqual({ id: "ada", name: "ADA" });
    expect(json.session).not.toHaveProperty("data");
    expect(json.expiresIn).toBeGreaterThan(0);
    expect(headers).toContainEqual(["cache-control", "private, no-store"]);
    expect(headers).toContainEqual(["vary", "Cookie"]);
  });

  test("GET /session answers 200 with a reason when nobody is", async () => {
    const { call } = await app({ strategy });
    expect(await call(createBrowser(), "GET", "/session")).toMatchObject({
      status: 200,
      json: {
        status: "unauthenticated",
        session: null,
        user: null,
        reason: "absent",
        expiresIn: null,
      },
    });
  });

  test("GET /session asks the store: a revocation elsewhere is seen", async () => {
    const { call, signIn, store } = await app({ strategy });
    const { browser, id } = await signIn();
    await store.delete(id);
    expect((await call(browser, "GET", "/session")).json).toMatchObject({
      status: "unauthenticated",
      reason: "unknown",
    });
  });

  test("POST /refresh answers like GET /session, and 401 with a reason when it is over", async () => {
    const { call, signIn, clock } = await app({ strategy });
    const { browser, id } = await signIn();
    clock.advance("16m");
    expect(await call(browser, "POST", "/refresh")).toMatchObject({
      status: 200,
      json: { status: "authenticated", session: { id } },
    });
    clock.advance("8d");
    const refused = await call(browser, "POST", "/refresh");
    expect(refused).toMatchObject({
      status: 401,
      json: { code: "session_required", reason: "expired_idle" },
    });
    expect(refused.headers).toContainEqual([
      "content-type",
      "application/problem+json; charset=utf-8",
    ]);
    expect(browser.jar.size).toBe(0);
  });

  test("POST /refresh with the session token in its body answers with tokens and sets no cookie", async () => {
    const { call, signIn, clock } = await app({ strategy });
    const { tokens } = await signIn();
    clock.advance("16m");
    const native = createBrowser();
    const body = JSON.stringify({ sessionToken: tokens?.sessionToken });
    const { json, headers } = await call(native, "POST", "/refresh", { headers: JSON_BODY, body });
    expect(json).toMatchObject({ status: "authenticated" });
    expect(headers.some(([name]) => name === "set-cookie")).toBe(false);
    if (strategy === "jwt") expect(json.tokens.accessToken).toMatch(/^eyJ/);
  });

  test("POST /logout ends this session, the others or all, and says how many", async () => {
    const { call, signIn, store } = await app({ strategy });
    const [first, second, third] = [await signIn(), await signIn(), await signIn()];
    await signIn("bob");
    expect((await call(first.browser, "POST", "/logout?scope=others")).json).toEqual({
      revoked: 2,
    });
    expect(first.browser.jar.size).toBeGreaterThan(0);
    expect((await call(second.browser, "GET", "/session")).json.status).toBe("unauthenticated");
    expect((await call(third.browser, "POST", "/logout")).json).toEqual({ revoked: 0 });
    expect((await call(first.browser, "POST", "/logout")).json).toEqual({ revoked: 1 });
    expect(first.browser.jar.size).toBe(0);
    expect(store.size).toBe(1);
    const [fourth] = [await signIn(), await signIn()];
    expect((await call(fourth.browser, "POST", "/logout?scope=all")).json).toEqual({ revoked: 2 });
    expect((await call(fourth.browser, "POST", "/logout?scope=everyone")).status).toBe(400);
  });

  test("GET /sessions lists one's own, the current one first, and never a credential", async () => {
    const { call, signIn, clock } = await app({ strategy });
    const first = await signIn();
    clock.advance("1m");
    const second = await signIn();
    await signIn("bob");
    const { json, body } = await call(first.browser, "GET", "/sessions");
    expect(json.sessions).toMatchObject([
      { id: first.id, current: true, ip: "192.0.2.7", device: { label: "Chrome on Linux" } },
      { id: second.id, current: false },
    ]);
    for (const value of [...first.browser.jar.values(), ...second.browser.jar.values()])
      expect(body).not.toContain(value);
    expect(Object.keys(json.sessions[0]).sort()).toEqual([
      "createdAt",
      "current",
      "device",
      "expiresAt",
      "id",
      "ip",
      "lastActiveAt",
      "userAgent",
    ]);
    expect((await call(createBrowser(), "GET", "/sessions")).status).toBe(401);
  });

  test("DELETE /sessions/:id ends one's own; another user's answers like an unknown one", async () => {
    const { call, signIn, store } = await app({ strategy });
    const [mine, other, bobs] = [await signIn(), await signIn(), await signIn("bob")];
    expect((await call(mine.browser, "DELETE", `/sessions/${other.id}`)).status).toBe(204);
    const unknown = await call(mine.browser, "DELETE", "/sessions/AAAAAAAAAAAAAAAAAAAAA");
    const foreign = await call(mine.browser, "DELETE", `/sessions/${bobs.id}`);
    expect(foreign).toEqual(unknown);
    expect(foreign.status).toBe(404);
    expect(await store.find(bobs.id)).not.toBeNull();
    expect((await call(mine.browser, "DELETE", `/sessions/${mine.id}`)).status).toBe(204);
    expect(mine.browser.jar.size).toBe(0);
  });

  test("an outage is 503 with Retry-After at every endpoint, and no cookie is touched", async () => {
    const store = createMemoryStore();
    const { call, signIn } = await app({ strategy, store });
    const { browser } = await signIn();
    const held = new Map(browser.jar);
    const down = () => Promise.reject(new Error("secret DSN"));
    Object.assign(store, { find: down, findByUser: down, delete: down });
    for (const [method, path] of [
      ["GET", "/session"],
      ["POST", "/refresh"],
      ["GET", "/refresh?redirect=/x"],
      ["POST", "/logout"],
      ["GET", "/sessions"],
      ["DELETE", "/sessions/AAAAAAAAAAAAAAAAAAAAA"],
    ] as const) {
      const { status, headers, body } = await call(browser, method, path);
      expect([path, status]).toEqual([path, 503]);
      expect(headers).toContainEqual(["retry-after", "2"]);
      expect(body).not.toContain("DSN");
    }
    expect(browser.jar).toEqual(held);
  });
});

describe("a mutation", () => {
  test.each([
    ["from the same origin", { "sec-fetch-site": "same-origin" }, 200],
    ["typed or native", { "sec-fetch-site": "none" }, 200],
    ["from another site", { "sec-fetch-site": "cross-site" }, 403],
    ["from a sibling", { "sec-fetch-site": "same-site" }, 403],
    [
      "from another site that an old browser does not name",
      { origin: "https://evil.example" },
      403,
    ],
    ["from a page without an origin", { origin: "null" }, 403],
    ["with an empty origin", { origin: "" }, 403],
    [
      "from another site, with a bearer token that is not ours",
      { "sec-fetch-site": "cross-site", authorization: "Bearer eyJ" + "x" },
      403,
    ],
    ["from an old browser on the same origin", { origin: "https://app.example" }, 200],
    ["from the same host on another port", { origin: "https://app.example:8443" }, 403],
    [
      "from an allowed origin",
      { origin: "https://admin.app.example", "sec-fetch-site": "same-site" },
      200,
    ],
    ["that names nothing, with a cookie", {}, 403],
    [
      "with a forwarded host that nobody vouches for",
      { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
      403,
    ],
  ])("%s", async (_, headers, expected) => {
    const { call, signIn } = await app({ allowedOrigins: ["https://admin.app.example"] });
    const { browser } = await signIn();
    const { status } = await call(browser, "POST", "/refresh", {
      headers: { "sec-fetch-site": undefined, ...headers },
    });
    expect(status).toBe(expected);
  });

  test("without a cookie is nobody's to forge", async () => {
    const { call } = await app();
    expect(
      (
        await call(createBrowser(), "POST", "/refresh", {
          headers: { "sec-fetch-site": undefined },
        })
      ).status,
    ).toBe(401);
  });

  test("by GET, HEAD or a method override is not one", async () => {
    const { call, signIn, store } = await app();
    const { browser, id } = await signIn();
    for (const [method, path] of [
      ["GET", "/logout"],
      ["HEAD", "/logout"],
      ["GET", `/sessions/${id}`],
      ["POST", `/sessions/${id}?_method=DELETE`],
    ] as const) {
      const { status, headers } = await call(browser, method, path, {
        headers: { "x-http-method-override": "DELETE", "sec-fetch-site": "same-origin" },
      });
      expect(status).toBe(405);
      expect(headers.some(([name]) => name === "allow")).toBe(true);
    }
    expect(await store.find(id)).not.toBeNull();
  });
});

describe("a body", () => {
  describe.each(["/refresh", "/logout"])("of POST %s", (path) => {
    test.each([
      "{",
      "[]",
      "null",
      '{"sessionToken":5}',
      '{"sessionToken":""}',
      '{"sessionToken":"nonsense"}',
      '{"sessionToken":" v1.a.b "}',
    ])("that holds no token is 400, and the cookies beside it are not used: %s", async (body) => {
      const { call, signIn, clock, store } = await app();
      const { browser, id } = await signIn();
      clock.advance("16m");
      const before = await store.find(id);
      const answer = await call(browser, "POST", path, { headers: JSON_BODY, body });
      expect(answer).toMatchObject({ status: 400, json: { code: "bad_request" } });
      expect(answer.headers.filter(([name]) => name === "set-cookie")).toEqual([]);
      expect(await store.find(id)).toEqual(before);
    });

    test("above 16 KiB is 413", async () => {
      const { call } = await app();
      const body = `{"sessionToken":"${"x".repeat(20_000)}"}`;
      expect(await call(createBrowser(), "POST", path, { headers: JSON_BODY, body })).toMatchObject(
        {
          status: 413,
          json: { code: "body_too_large" },
        },
      );
    });

    test("in the form of a token that this service does not accept is no 400: it is refused with its reason", async () => {
      const { call } = await app();
      const body = `{"sessionToken":"v1.${"A".repeat(8)}.${"B".repeat(21)}.1.1.${"C".repeat(22)}.${"D".repeat(43)}"}`;
      const answer = await call(createBrowser(), "POST", path, { headers: JSON_BODY, body });
      expect(answer.status).toBe(path === "/refresh" ? 401 : 200);
      expect(answer.json).toMatchObject(
        path === "/refresh" ? { reason: "malformed" } : { revoked: 0 },
      );
    });
  });

  test("that is announced as huge is not read", async () => {
    const { sessions } = await app();
    const request = createBrowser().request({
      method: "POST",
      url: "/api/auth/refresh",
      headers: { ...JSON_BODY, "content-length": "1000000000" },
    });
    const response = await sessions.handle({
      ...request,
      text: () => Promise.reject(new Error("was read")),
    });
    expect(response?.status).toBe(413);
  });
});

describe("GET /refresh, for a navigation", () => {
  test("goes on to a path of this origin with fresh cookies", async () => {
    const { call, signIn, clock } = await app();
    const { browser } = await signIn();
    clock.advance("16m");
    const { status, headers } = await call(
      browser,
      "GET",
      "/refresh?redirect=%2Fdashboard%3Fa%3D1",
    );
    expect(status).toBe(303);
    expect(headers).toContainEqual(["location", "/dashboard?a=1"]);
    expect(headers.filter(([name]) => name === "set-cookie").length).toBe(2);
  });

  test("goes elsewhere when the session is over, so that nobody runs in circles", async () => {
    const { call } = await app();
    const { headers } = await call(
      createBrowser(),
      "GET",
      "/refresh?redirect=/dashboard&otherwise=/sign-in",
    );
    expect(headers).toContainEqual(["location", "/sign-in"]);
  });

  test("never leaves the origin", async () => {
    const { call, signIn } = await app();
    const { browser } = await signIn();
    const { headers } = await call(browser, "GET", "/refresh?redirect=//evil.example");
    expect(headers).toContainEqual(["location", "/"]);
  });
});

test("other paths are not ours, and unknown ones below the base path are 404", async () => {
  const { sessions, call } = await app();
  for (const url of ["/", "/api/authentic", "/api", "http://[", "/.well-known/jwks.json"]) {
    expect(await sessions.handle(createBrowser().request({ url }))).toBeNull();
  }
  for (const path of ["", "/", "/nothing", "/sessions/a/b", "/sessions/%2e%2e"]) {
    expect((await call(createBrowser(), "GET", path)).status).toBe(404);
  }
});

test("public keys are published where tokens are signed by a key pair", async () => {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { sessions, signIn, call } = await app({
    accessKeys: { alg: "ES256", privateKey: await exportJWK(privateKey) },
  });
  for (const url of ["/.well-known/jwks.json", "/api/auth/jwks.json"]) {
    const response = await sessions.handle(createBrowser().request({ url }));
    expect(JSON.parse(response?.body ?? "{}").keys).toHaveLength(1);
    expect(response?.body).not.toContain('"d"');
  }
  const { browser } = await signIn();
  expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
  expect((await (await app()).call(createBrowser(), "GET", "/jwks.json")).status).toBe(404);
  expect((await call(browser, "GET", "/session")).json.status).toBe("authenticated");
});

test("without a store there is no list, and everything else works", async () => {
  const { sessions } = createStatelessService();
  const browser = createBrowser();
  browser.obey(await sessions.create("ada", { request: browser.request() }));
  const call = async (method: string, path: string) => {
    const response = await sessions.handle(browser.request({ method, url: `/api/auth${path}` }));
    browser.obey(response);
    return { status: response?.status, json: JSON.parse(response?.body ?? "null") };
  };
  expect(await call("GET", "/session")).toMatchObject({
    json: { status: "authenticated", user: { name: "ADA" } },
  });
  expect(await call("POST", "/refresh")).toMatchObject({ status: 200 });
  expect(await call("GET", "/sessions")).toMatchObject({
    status: 404,
    json: { code: "store_required" },
  });
  expect(await call("DELETE", "/sessions/x")).toMatchObject({
    status: 404,
    json: { code: "store_required" },
  });
  const held = new Map(browser.jar);
  expect(await call("POST", "/logout")).toMatchObject({ json: { revoked: 1 } });
  expect(browser.jar.size).toBe(0);
  for (const [name, value] of held) browser.jar.set(name, value);
  expect(await call("GET", "/session")).toMatchObject({
    json: { status: "unauthenticated", reason: "revoked" },
  });
});
