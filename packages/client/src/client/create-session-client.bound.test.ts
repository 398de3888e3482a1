import { expect, test } from "vitest";
import { FakeBrowser } from "../../test/fake-browser.ts";
import { settled } from "../../test/fake-clock.ts";

const MINUTE = 60_000;

function boundBrowser(): FakeBrowser {
  const browser = new FakeBrowser();
  browser.server.signIn("s1");
  browser.server.key = "held";
  return browser;
}

test("sends no refresh of its own for a bound session, and few requests", async () => {
  const { server, clock, ...browser } = wrap(boundBrowser());
  const { client } = browser.open();
  await clock.advance(120 * MINUTE);
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
  expect(server.count("POST")).toBe(0);
  expect(server.count("GET /session")).toBeLessThanOrEqual(12);
});

test("a call of refresh is a request that lets the browser refresh", async () => {
  const { server, ...browser } = wrap(boundBrowser());
  const { client } = browser.open();
  await settled();
  await client.refresh();
  expect(server.log).toEqual(["GET /session", "GET /session"]);
});

test("a session whose browser has lost the key stays, as stale, and is not signed out", async () => {
  const { server, clock, ...browser } = wrap(boundBrowser());
  const { client } = browser.open();
  await settled();
  server.key = "lost";
  await clock.advance(20 * MINUTE);
  expect(client.getSnapshot()).toMatchObject({
    status: "authenticated",
    stale: true,
    session: { id: "s1" },
    error: { code: "binding_required" },
  });
  expect(server.count("POST")).toBe(0);
  server.key = "held";
  await clock.advance(MINUTE);
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
});

test("a page that was rendered without a proof asks the server once", async () => {
  const { server, ...browser } = wrap(boundBrowser());
  const initial = { ...server.answer(), session: null, user: null, reason: "binding_required" };
  const { client } = browser.open({ initial: initial as never });
  expect(client.getSnapshot().status).toBe("loading");
  await settled();
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated", session: { id: "s1" } });
  expect(server.log).toEqual(["GET /session"]);
});

test("a request that is refused for the missing proof is sent once more", async () => {
  const { server, ...browser } = wrap(boundBrowser());
  let refused = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (!String(input).endsWith("/me")) return server.fetch(input, init);
    if (refused++ > 0) return new Response("mine");
    const headers = { "content-type": "application/problem+json" };
    return Response.json({ code: "binding_required" }, { status: 401, headers });
  };
  const { client } = browser.open({ fetch });
  await settled();
  expect(await (await client.sessionFetch("/me")).text()).toBe("mine");
  expect(server.count("POST")).toBe(0);
});

function wrap(browser: FakeBrowser) {
  const { server, clock } = browser;
  return { server, clock, open: browser.open.bind(browser) };
}
