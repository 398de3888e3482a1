import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { type Browser, createBrowser } from "../../test/browser.ts";
import { serveApp } from "../../test/serve-app.ts";
import { createService } from "../../test/service.ts";
import { bindSessions } from "./bind-sessions.ts";

const { sessions, clock, takeCalls } = createService();
const { attach, createSession, getSession } = bindSessions(sessions);
const app = new Hono()
  .use("/payments/return", attach({ allowCrossSite: true }))
  .use(attach())
  .post("/in", async (c) => c.json(await createSession(c, "u")))
  .post("/saml", async (c) => c.json(await createSession(c, "s", { allowCrossSite: true })))
  .get("/socket", async (c) => c.json(await getSession(c)))
  .on(["GET", "POST"], "/*", async (c) => c.json(await getSession(c)));

const FOREIGN = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
const HANDSHAKE = { connection: "Upgrade", upgrade: "websocket" };

async function signedIn(): Promise<Browser> {
  const browser = createBrowser(await serveApp(app));
  await browser.post("/in");
  return browser;
}

describe("a page of another site", () => {
  test("cannot post with the session of a user who visits it", async () => {
    const browser = await signedIn();
    const answer = await browser.post("/note", FOREIGN);
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ code: "cross_site" });
    expect((await browser.post("/note")).json()).toMatchObject({ userId: "u" });
  });

  test("may link", async () => {
    const browser = await signedIn();
    expect((await browser.get("/note", FOREIGN)).json()).toMatchObject({ userId: "u" });
  });

  test("may post where that is allowed, and nowhere else", async () => {
    const browser = await signedIn();
    expect((await browser.post("/payments/return", FOREIGN)).status).toBe(200);
    expect((await browser.post("/payments/return/x", FOREIGN)).status).toBe(403);
    expect((await browser.post("/payments/Return", FOREIGN)).status).toBe(403);
  });

  test("may post without a session, and nothing is set", async () => {
    const browser = createBrowser(await serveApp(app));
    browser.cookies.set("theme", "dark");
    const answer = await browser.post("/webhook", FOREIGN);
    expect(answer.status).toBe(200);
    expect(answer.setCookies).toEqual([]);
  });

  test("rotates no token through requests that it makes a browser send", async () => {
    const browser = await signedIn();
    clock.advance("20m");
    takeCalls();
    expect((await browser.post("/note", FOREIGN)).status).toBe(403);
    expect(takeCalls()).not.toContain("update");
  });

  test("cannot sign a user in, unless the call allows it", async () => {
    const browser = createBrowser(await serveApp(app));
    expect((await browser.post("/in", FOREIGN)).status).toBe(403);
    expect(browser.cookies.size).toBe(0);
    expect((await browser.post("/saml", FOREIGN)).json()).toMatchObject({ userId: "s" });
    expect(browser.cookies.size).toBe(2);
  });

  test("cannot open a WebSocket with the session of a user who visits it", async () => {
    const browser = await signedIn();
    const answer = await browser.get("/socket", { ...FOREIGN, ...HANDSHAKE });
    expect(answer.status).toBe(403);
    expect((await browser.get("/socket", HANDSHAKE)).json()).toMatchObject({ userId: "u" });
  });
});

test("a WebSocket's handshake rotates no token: its answer sets no cookies", async () => {
  const browser = await signedIn();
  clock.advance("20m");
  takeCalls();
  const answer = await browser.get("/socket", HANDSHAKE);
  expect(answer.json()).toMatchObject({ userId: "u" });
  expect(answer.setCookies).toEqual([]);
  expect(takeCalls()).toEqual(["find"]);
});

test("a prefetch sets and clears no cookie", async () => {
  const browser = await signedIn();
  clock.advance("40d");
  const prefetch = { "sec-purpose": "prefetch;prerender" };
  const answer = await browser.get("/page", prefetch);
  expect(answer.json()).toBeNull();
  expect(answer.setCookies).toEqual([]);
  expect((await browser.get("/page")).setCookies).toHaveLength(2);
});
