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
  test("GET /session returns the session with the public user only, and is not cached", async () => {
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

  test("GET /session returns 200 with a reason without a session", async () => {
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

  test("GET /session reads the store, so that a revocation elsewhere takes effect", async () => {
    const { call, signIn, store } = await app({ strategy });
    const { browser, id } = await signIn();
    await store.delete(id);
    expect((await call(browser, "GET", "/session")).json).toMatchObject({
      status: "unauthenticated",
      reason: "unknown",
    });
  });

  test("POST /refresh returns what GET /session returns, and 401 with a reason once the session is over", async () => {
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

  test("POST /refresh with the session token in its body returns tokens and sets no cookie", async () => {
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

  test("POST /logout ends this session, the others or all, and returns how many", async () => {
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
    expect((await call(fourth.browser, "POST", "/logout?scope=unknown")).status).toBe(400);
  });

  test("GET /sessions lists the user's sessions, the current one first, without credentials", async () => {
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
      "actor",
      "createdAt",
      "current",
      "device",
      "expiresAt",
      "id",
      "ip",
      "label",
      "lastActiveAt",
      "userAgent",
    ]);
    expect((await call(createBrowser(), "GET", "/sessions")).status).toBe(401);
  });

  test("DELETE /sessions/:id ends a session of the user; that of another user is 404 like an unknown one", async () => {
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

  test("an outage is 503 with Retry-After at every endpoint, and sets no cookie", async () => {
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

test("a mutation is not accepted by GET, HEAD or a method override", async () => {
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

describe("GET /refresh, for a navigation", () => {
  test("redirects to a path of this origin with fresh cookies", async () => {
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

  test("redirects to `otherwise` once the session is over, so that there is no loop", async () => {
    const { call } = await app();
    const { headers } = await call(
      createBrowser(),
      "GET",
      "/refresh?redirect=/dashboard&otherwise=/sign-in",
    );
    expect(headers).toContainEqual(["location", "/sign-in"]);
  });

  test("redirects to `otherwise` with the reason why the session has ended, and to no other page", async () => {
    for (const [query, location] of [
      ["?redirect=/dashboard&otherwise=/sign-in%3Fa%3D1", "/sign-in?a=1&reason=expired_idle"],
      ["?redirect=/dashboard&otherwise=//evil.example", "/dashboard"],
      ["?redirect=/dashboard", "/dashboard"],
    ]) {
      const { call, clock, signIn } = await app();
      const { browser } = await signIn();
      clock.advance("8d");
      const { headers } = await call(browser, "GET", `/refresh${query}`);
      expect(headers).toContainEqual(["location", location]);
    }
  });

  test("never redirects to another origin", async () => {
    const { call, signIn } = await app();
    const { browser } = await signIn();
    const { headers } = await call(browser, "GET", "/refresh?redirect=//evil.example");
    expect(headers).toContainEqual(["location", "/"]);
  });
});

test("other paths give null, and unknown ones below the base path are 404", async () => {
  const { sessions, call } = await app();
  for (const url of ["/", "/api/authentic", "/api", "http://[", "/.well-known/jwks.json"]) {
    expect(await sessions.handle(createBrowser().request({ url }))).toBeNull();
  }
  for (const path of ["", "/", "/nothing", "/sessions/a/b", "/sessions/%2e%2e"]) {
    expect((await call(createBrowser(), "GET", path)).status).toBe(404);
  }
});

test("a trailing slash is accepted at every endpoint", async () => {
  const { call, signIn } = await app();
  const { browser } = await signIn();
  for (const path of ["/session", "/sessions"])
    expect((await call(browser, "GET", `${path}/`)).status).toBe(200);
  expect((await call(browser, "POST", "/refresh/")).status).toBe(200);
  expect((await call(browser, "GET", "/refresh/?redirect=/a")).status).toBe(303);
  expect((await call(browser, "DELETE", "/sessions/AAAAAAAAAAAAAAAAAAAAA/")).status).toBe(404);
  expect((await call(browser, "POST", "/logout/")).json).toEqual({ revoked: 1 });
});

test.each(["/session", "/sessions", "/refresh?redirect=/a"])(
  "a prefetch of GET %s extends nothing, rotates nothing and sets no cookie",
  async (path) => {
    const { call, signIn, clock, store } = await app();
    const { browser, id } = await signIn();
    clock.advance("16m");
    const before = await store.find(id);
    for (const headers of [
      { "sec-purpose": "prefetch" },
      { purpose: "prefetch" },
      { "next-router-prefetch": "1" },
    ]) {
      const answer = await call(browser, "GET", path, { headers });
      expect(answer.status).toBeLessThan(400);
      expect(answer.headers.filter(([name]) => name === "set-cookie")).toEqual([]);
    }
    expect(await store.find(id)).toEqual(before);
  },
);

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

test("without a store there is no list, and every other endpoint works", async () => {
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
