import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "./app.ts";
import { type Browser, createBrowser, seen, signedIn as signIn } from "./browser.ts";
import { fixtureFolder } from "./fixtures.ts";
import { send } from "./send.ts";

let app: App;

beforeAll(async () => {
  app = await startApp("edge", {});
});
afterAll(() => app.stop());

const signedIn = (user: string): Promise<Browser> => signIn(app.origin, user, "/app");

test("the middleware of this fixture is on Edge", async () => {
  const manifest = join(fixtureFolder("edge"), ".next/server/middleware-manifest.json");
  const { middleware } = JSON.parse(await readFile(manifest, "utf8"));
  expect(Object.keys(middleware)).toHaveLength(1);
});

describe("under a basePath", () => {
  test("the sign-in page has the basePath, and the callback URL does not", async () => {
    const answer = await createBrowser(app.origin).open("/app/dashboard?x=1");
    expect(answer.status).toBe(307);
    const to = new URL(answer.headers.location as string, app.origin);
    expect(to.origin).toBe(app.origin);
    expect(to.pathname).toBe("/app/en/sign-in");
    expect(to.searchParams.get("callbackUrl")).toBe("/dashboard?x=1");
  });

  test("the endpoints answer", async () => {
    const browser = await signedIn("e-endpoint");
    const answer = await browser.fetch("/app/api/auth/session");
    expect(answer.json).toMatchObject({ status: "authenticated", user: { id: "e-endpoint" } });
    const out = await browser.fetch("/app/api/auth/logout", { method: "POST" });
    expect(out.json).toEqual({ revoked: 1 });
    expect(browser.cookies.has("session")).toBe(false);
  });

  test.each([
    "/app/en/dashboard",
    "/app/dashboard",
    "/app//en/dashboard",
    "/app/en/open%2f..%2fdashboard",
    "/app/%65n/%64ashboard",
    "/app/en/%2564ashboard",
    "/app/en//dashboard",
    "/app/EN/DASHBOARD",
    "/app/en/dashboard.rsc",
    "/app/en/dashboard.segments/_tree.segment.rsc",
    "/app/en/dashboard.segments/$d$locale/dashboard/__PAGE__.segment.rsc",
    "/app/_next/data/build/en/dashboard.json",
  ])("%s is refused, also as data", async (path) => {
    for (const headers of [
      {},
      { rsc: "1" },
      { rsc: "1", "next-router-prefetch": "1" },
      { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
      { "x-nextjs-data": "1" },
    ]) {
      const answer = await send(app.origin + path, { headers: headers as Record<string, string> });
      expect(answer.text).not.toContain("waiting");
      expect([401, 307, 308, 404]).toContain(answer.status);
    }
  });
});

describe("around the application's own proxy", () => {
  test("the response keeps its cookies and headers, and gets ours", async () => {
    const browser = await signedIn("e-own");
    browser.cookies.delete("access");
    const answer = await browser.open("/app/en/open");
    expect(answer.status).toBe(200);
    expect(answer.headers["x-from-own"]).toBe("1");
    const names = answer.setCookies.map((line) => line.split("=", 1)[0]);
    expect(names.toSorted()).toEqual(["access", "seen", "session"]);
    expect(answer.headers["cache-control"]).toContain("private, no-store");
  });

  test("it receives the fresh cookies, and so do the routes after it, with the headers it set", async () => {
    const browser = await signedIn("e-fresh");
    browser.cookies.delete("access");
    const answer = await browser.fetch("/app/api/whoami", {
      headers: { "x-unwanted": "1", "x-sessionkit-user": "admin", "user-agent": "tests" },
    });
    const access = browser.cookies.get("access");
    expect(access).toMatch(/^eyJ/);
    expect(answer.json).toMatchObject({
      user: "e-fresh",
      own: access,
      unwanted: null,
      spoofed: null,
      agent: "tests",
    });
    expect((answer.json as { cookie: string }).cookie).toContain(access);
  });

  test("its rewrites have the fresh session", async () => {
    const browser = await signedIn("e-rewrite");
    browser.cookies.delete("access");
    const answer = await browser.open("/app/dashboard");
    expect(answer.status).toBe(200);
    expect(answer.headers["x-from-own"]).toBe("rewritten");
    expect(seen(answer)).toEqual({ user: "e-rewrite" });
    expect(answer.text).toContain('id="seed">e-rewrite');
    expect(answer.setCookies).toHaveLength(2);
  });

  test("its redirects are kept, with its cookies and ours", async () => {
    const browser = await signedIn("e-redirect");
    browser.cookies.delete("access");
    const answer = await browser.open("/app/old");
    expect(answer.status).toBe(308);
    expect(new URL(answer.headers.location as string, app.origin).pathname).toBe("/app/en/open");
    const names = answer.setCookies.map((line) => line.split("=", 1)[0]);
    expect(names.toSorted()).toEqual(["access", "moved", "session"]);
  });

  test("it is not called for refused requests", async () => {
    const answer = await createBrowser(app.origin).open("/app/en/dashboard");
    expect(answer.headers["x-from-own"]).toBeUndefined();
  });
});

describe("with Cache Components", () => {
  test("a layout that passes its promise on is static, and shows the user", async () => {
    const browser = await signedIn("e-seed");
    const page = await browser.open("/app/en/open");
    expect(page.text).toContain("shell");
    expect(page.text).toContain('id="seed">e-seed');
    const signedOut = await createBrowser(app.origin).open("/app/en/open");
    expect(signedOut.text).toContain('id="seed">signed out');
  });

  test('the session inside "use cache" fails, and the logged error names the session', async () => {
    const answer = await createBrowser(app.origin).fetch("/app/api/cached");
    expect(answer.json).not.toMatchObject({ told: null });
    expect(app.output()).toMatch(/Route .*: The session can't be read inside `"use cache"`/);
  });
});
