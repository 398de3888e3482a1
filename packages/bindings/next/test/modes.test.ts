import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp, startServer } from "./app.ts";
import { createBrowser, seen, signedIn } from "./browser.ts";

const HOUR = 3_600_000;

describe("database", () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp("main", { MODE: "database" });
  });
  afterAll(() => app.stop());

  test("has one cookie, and reads do not write", async () => {
    const browser = await signedIn(app.origin, "ada");
    expect([...browser.cookies.keys()]).toEqual(["session"]);
    const answer = await browser.open("/dashboard");
    expect(seen(answer)).toMatchObject({ user: "ada", same: true });
    expect(answer.setCookies).toHaveLength(0);
  });

  test("a session ended elsewhere is rejected on the next request", async () => {
    const one = await signedIn(app.origin, "bob");
    const two = await signedIn(app.origin, "bob");
    await one.fetch("/api/login?scope=others", { method: "DELETE" });
    expect((await two.open("/dashboard")).status).toBe(307);
    expect(two.cookies.size).toBe(0);
    expect((await one.open("/dashboard")).status).toBe(200);
  });

  test("a session that is used is extended, and so is its cookie", async () => {
    const browser = await signedIn(app.origin, "eve");
    await app.control({ advance: 4 * 24 * HOUR });
    const answer = await browser.open("/dashboard");
    expect(answer.setCookies).toHaveLength(1);
    expect(answer.headers["cache-control"]).toContain("no-store");
  });

  test("is 503 in an outage, for signed-out browsers too", async () => {
    const browser = await signedIn(app.origin, "dan");
    await app.control({ down: true });
    expect((await browser.open("/dashboard")).status).toBe(503);
    expect((await createBrowser(app.origin).open("/dashboard")).status).toBe(307);
    await app.control({ down: false });
    expect((await browser.open("/dashboard")).status).toBe(200);
  });
});

describe("stateless", () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp("main", { MODE: "stateless" });
  });
  afterAll(() => app.stop());

  test("refreshes, reads, updates and signs out without a store", async () => {
    const browser = await signedIn(app.origin, "ada");
    await app.control({ advance: HOUR });
    const answer = await browser.open("/dashboard");
    expect(seen(answer)).toMatchObject({ user: "ada" });
    expect(answer.setCookies).toHaveLength(2);
    expect(seen(await browser.submit("note", { note: "kept" }))).toMatchObject({ note: "kept" });
    expect(seen(await browser.submit("signOut"))).toMatchObject({ user: null });
    expect((await app.control()).size).toBe(0);
  });

  test("has no list of sessions", async () => {
    const browser = await signedIn(app.origin, "bob");
    expect((await browser.fetch("/api/auth/sessions")).status).toBe(404);
  });
});

describe('refresh: "endpoint"', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp("main", { MODE: "jwt", REFRESH: "endpoint" });
  });
  afterAll(() => app.stop());

  test("a page whose access token has expired is redirected through the endpoint once, and back", async () => {
    const browser = await signedIn(app.origin, "ada");
    const session = browser.cookies.get("session");
    await app.control({ advance: HOUR });
    browser.cookies.delete("session");
    browser.cookies.delete("access");
    const first = await browser.open("/dashboard?tab=2");
    expect(first.status).toBe(307);
    const detour = new URL(first.headers.location as string, app.origin);
    expect(detour.pathname).toBe("/api/auth/refresh");
    expect(detour.searchParams.get("redirect")).toBe("/dashboard?tab=2");

    browser.cookies.set("session", session as string);
    const second = await browser.open(detour.pathname + detour.search);
    expect(second.status).toBe(303);
    expect(second.headers.location).toBe("/dashboard?tab=2");
    browser.cookies.delete("session");
    const third = await browser.open("/dashboard?tab=2");
    expect(third.status).toBe(200);
    expect(browser.cookies.has("sessionkit-refresh")).toBe(false);
  });

  test("a request without a session to refresh ends at the sign-in page, not in a loop", async () => {
    const browser = createBrowser(app.origin);
    const first = await browser.open("/dashboard");
    const detour = new URL(first.headers.location as string, app.origin);
    const second = await browser.open(detour.pathname + detour.search);
    expect(second.headers.location).toBe("/sign-in?callbackUrl=%2Fdashboard");
    const third = await browser.open("/dashboard");
    expect(new URL(third.headers.location as string, app.origin).pathname).toBe("/sign-in");
  });

  test("a fetch gets 401, and no redirect", async () => {
    expect((await createBrowser(app.origin).fetch("/api/items/1")).status).toBe(401);
  });
});

test.each([
  ["main", "/dashboard"],
  ["edge", "/app/dashboard"],
  ["pages", "/shop/account"],
] as const)("%s, built without a secret, serves no request without one", async (fixture, path) => {
  const server = await startServer(fixture, { SESSION_SECRET: "" });
  try {
    expect((await createBrowser(server.origin).open(path)).status).toBe(500);
    expect(server.output()).toMatch(/SessionConfigError\]?: secret: is missing\./);
  } finally {
    await server.stop();
  }
});
