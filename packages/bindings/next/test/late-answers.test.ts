import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "./app.ts";
import { type Browser, createBrowser, seen, signedIn } from "./browser.ts";
import type { Answer } from "./send.ts";

const QUARTER = 16 * 60_000;
let app: App;

beforeAll(async () => {
  app = await startApp("main", { MODE: "jwt" });
});
afterAll(() => app.stop());

const signIn = (browser: Browser, user: string): Promise<Answer> =>
  browser.fetch("/api/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user }),
  });

/** A slow request whose refresh is due. `meanwhile` runs during its handler. */
async function late(
  path: string,
  user: string,
  meanwhile: (browser: Browser) => Promise<unknown>,
): Promise<{ readonly browser: Browser; readonly answer: Answer }> {
  const browser = await signedIn(app.origin, user);
  await app.control({ advance: QUARTER });
  const report = browser.fetch(path);
  await app.control({ held: true });
  await meanwhile(browser);
  await app.control({ release: true });
  return { browser, answer: await report };
}

describe("a slow handler that refreshes", () => {
  const path = "/api/report";

  test("sets the cookies of its refresh when it returns", async () => {
    const { browser, answer } = await late(path, "l-alone", async () => undefined);
    expect(answer.json).toEqual({ user: "l-alone" });
    expect(answer.setCookies).toHaveLength(2);
    expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: "l-alone" });
    expect((await browser.open("/dashboard")).setCookies).toHaveLength(0);
  });

  test("does not overwrite the sign-in of another user", async () => {
    const { browser, answer } = await late(path, "l-before", (tab) => signIn(tab, "l-after"));
    expect([answer.status, answer.setCookies]).toEqual([200, []]);
    expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: "l-after" });
    await app.control({ advance: QUARTER });
    expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: "l-after" });
  });

  test("does not overwrite a step-up", async () => {
    const { browser, answer } = await late(path, "l-step-up", (tab) =>
      tab.fetch("/api/me", { method: "POST" }),
    );
    expect([answer.status, answer.setCookies]).toEqual([200, []]);
    expect((await browser.open("/fresh")).status).toBe(200);
    await app.control({ advance: QUARTER });
    expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: "l-step-up" });
  });

  test("does not overwrite changed data", async () => {
    const { browser, answer } = await late(path, "l-note", (tab) =>
      tab.submit("note", { note: "new" }),
    );
    expect([answer.status, answer.setCookies]).toEqual([200, []]);
    expect(seen(await browser.open("/actions"))).toMatchObject({ note: "new" });
  });

  test("does not restore a session that was signed out", async () => {
    const { browser, answer } = await late(path, "l-out", (tab) => tab.submit("signOut"));
    expect([answer.status, answer.setCookies]).toEqual([200, []]);
    expect(browser.cookies.size).toBe(0);
  });

  test("does not overwrite a later refresh", async () => {
    const { browser, answer } = await late(path, "l-later", async (tab) => {
      await tab.open("/dashboard");
      await app.control({ advance: QUARTER });
      await tab.open("/dashboard");
    });
    expect([answer.status, answer.setCookies]).toEqual([200, []]);
    expect((await browser.open("/dashboard")).setCookies).toHaveLength(0);
  });
});

describe("a slow handler behind a refresh of the proxy", () => {
  test("leaves a step-up signed in, and at worst not fresh", async () => {
    const { browser } = await late("/api/proxied-report", "l-proxied", (tab) =>
      tab.fetch("/api/me", { method: "POST" }),
    );
    expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: "l-proxied" });
    await app.control({ advance: QUARTER });
    expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: "l-proxied" });
  });

  test("never signs the earlier user in", async () => {
    const { browser } = await late("/api/proxied-report", "l-proxied-1", (tab) =>
      signIn(tab, "l-proxied-2"),
    );
    expect((await browser.open("/api/whoami")).json).not.toMatchObject({ user: "l-proxied-1" });
  });
});

describe("answers that the browser never receives", () => {
  test.each([
    ["a page that reads the store", "/required"],
    ["a handler that reads the store", "/api/now"],
  ])("%s in the same request as the refresh signs no user out later", async (_name, path) => {
    const browser = await signedIn(app.origin, "l-lost");
    await app.control({ advance: QUARTER });
    // Two, so far apart that a token presented in both would count as received.
    for (const advance of [110_000, 3 * 60_000]) {
      const lost = await browser.copy().open(path);
      expect([lost.status, lost.setCookies.length]).toEqual([200, 2]);
      await app.control({ advance });
    }
    expect(seen(await browser.open("/dashboard"))).toMatchObject({ user: "l-lost" });
  });

  test("a client that forges the mark of the proxy changes nothing", async () => {
    const headers = { "x-sessionkit-forwarded": "0".repeat(43) };
    const browser = await signedIn(app.origin, "l-mark");
    const { internal } = (await browser.fetch("/api/whoami", { headers })).json as {
      internal: string[];
    };
    expect(internal).not.toContain("x-sessionkit-forwarded");
    await app.control({ advance: QUARTER });
    const refreshed = (await browser.fetch("/api/whoami", { headers })).json as {
      internal: string[];
      mark: string;
    };
    expect(refreshed.internal).toContain("x-sessionkit-forwarded");
    expect(refreshed.mark).not.toBe(headers["x-sessionkit-forwarded"]);
  });
});

describe("a prefetch of a route handler", () => {
  const prefetch = { "next-router-prefetch": "1" };

  test.each(["/api/items/1", "/api/whoami"])(
    "%s rotates nothing and sets no cookie",
    async (path) => {
      const browser = await signedIn(app.origin, "l-prefetch");
      await app.control({ advance: QUARTER });
      const answer = await browser.fetch(path, { headers: prefetch });
      expect(answer.json).toMatchObject({ user: "l-prefetch" });
      expect(answer.setCookies).toHaveLength(0);
      expect((await app.control()).events).toEqual([]);
    },
  );

  test("is a GET or HEAD: a POST with its header refreshes", async () => {
    const browser = await signedIn(app.origin, "l-posted");
    await app.control({ advance: QUARTER });
    const answer = await browser.fetch("/api/whoami", { method: "POST", headers: prefetch });
    expect(answer.setCookies).toHaveLength(2);
  });
});

describe("the body of a request to the endpoints", () => {
  test.each([
    ["with its length", {}],
    ["in chunks", { "transfer-encoding": "chunked" }],
  ])("is refused when it is longer than 16 KiB, %s", async (_name, headers) => {
    const browser = createBrowser(app.origin);
    const body = JSON.stringify({ sessionToken: "a".repeat(300_000) });
    const answer = await browser.fetch("/api/auth/refresh", {
      method: "POST",
      headers: { "content-type": "application/json", ...(headers as Record<string, string>) },
      body,
    });
    expect(answer.status).toBe(413);
    expect(answer.json).toMatchObject({ code: "body_too_large" });
  });
});
