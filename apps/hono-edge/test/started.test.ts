import { startFaultProxy, useRedis } from "@sessionkit/test-servers";
import { Browser } from "express-api/test/support/browser.ts";
import { type StartedApp, startApp } from "express-api/test/support/start-app.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADA } from "./support/in-process.ts";

const redis = await useRedis();
const target = new URL(redis.url);
const proxy = await startFaultProxy({ host: target.hostname, port: Number(target.port || 6379) });
afterAll(async () => {
  await proxy.close();
  await redis.close();
});

const through = new URL(redis.url);
through.host = `127.0.0.1:${proxy.port}`;
const onRedis = { REDIS_URL: through.href, REDIS_PREFIX: redis.prefix };

describe.each([
  ["memory, strategy jwt", { SESSION_STRATEGY: "jwt" }],
  ["Redis, strategy jwt", { ...onRedis, SESSION_STRATEGY: "jwt" }],
  ["Redis, strategy database", { ...onRedis, SESSION_STRATEGY: "database" }],
])("started on %s", (name, env) => {
  let app: StartedApp;
  beforeAll(async () => {
    app = await startApp(env, "hono-edge");
    return app.close;
  });

  const signedIn = async () => {
    const browser = new Browser(app.origin);
    const { status, body } = await browser.signIn(ADA);
    expect(status).toBe(200);
    return { browser, id: body.session as string };
  };

  test("signs in, refreshes, and signs out", async () => {
    const { browser } = await signedIn();
    expect((await browser.send("GET", "/me")).body).toMatchObject({ user: "ada", role: "member" });
    expect((await browser.send("POST", "/api/auth/refresh")).status).toBe(200);
    const copied = new Map(browser.cookies);
    expect((await browser.send("POST", "/api/auth/logout")).body).toEqual({ revoked: 1 });
    expect(browser.cookies.size).toBe(0);
    for (const [cookie, value] of copied) browser.cookies.set(cookie, value);
    expect((await browser.send("GET", "/me")).status).toBe(401);
  });

  test("64 concurrent refreshes are all signed in, with one session token", async () => {
    const { browser } = await signedIn();
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => browser.send("POST", "/api/auth/refresh")),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await browser.send("GET", "/me")).status).toBe(200);
  });

  test("a cross-site request signs no user in or out", async () => {
    const { browser } = await signedIn();
    const headers = { origin: "https://evil.test", "sec-fetch-site": "cross-site" };
    for (const path of ["/sign-in", "/api/auth/logout"])
      expect((await browser.send("POST", path, { headers, body: ADA })).status).toBe(403);
    expect((await browser.send("GET", "/me")).status).toBe(200);
  });

  test("sends its page with a Content-Security-Policy for this origin only", async () => {
    const { status, headers } = await new Browser(app.origin).send("GET", "/");
    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect((await new Browser(app.origin).send("GET", "/../package.json")).status).toBe(404);
  });

  if (name.startsWith("Redis"))
    test.each([
      ["refuses connections", proxy.cut],
      ["does not answer", proxy.blackHole],
    ])("if Redis %s, it answers 503 and signs no user out", async (_, breakNetwork) => {
      const { browser } = await signedIn();
      browser.cookies.delete("access");
      const cookies = new Map(browser.cookies);
      breakNetwork();
      try {
        for (const path of ["/me", "/vault", "/api/auth/session"]) {
          const { status, headers, body } = await browser.send("GET", path);
          expect([path, status, body.code]).toEqual([path, 503, "unavailable"]);
          expect(headers.getSetCookie()).toEqual([]);
        }
        const signIn = await new Browser(app.origin).signIn(ADA);
        expect([signIn.status, signIn.headers.get("retry-after")]).toEqual([503, "2"]);
        expect(signIn.headers.getSetCookie()).toEqual([]);
      } finally {
        proxy.restore();
      }
      expect(browser.cookies).toEqual(cookies);
      await expect
        .poll(async () => (await browser.send("GET", "/me")).status, { timeout: 30_000 })
        .toBe(200);
      for (const value of cookies.values()) expect(app.output()).not.toContain(value);
    });
});
