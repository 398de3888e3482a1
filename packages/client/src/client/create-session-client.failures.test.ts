import { expect, test, vi } from "vitest";
import { FakeBrowser } from "../../testing/fake-browser.ts";
import { settled } from "../../testing/fake-clock.ts";

function open(options = {}) {
  const browser = new FakeBrowser();
  browser.server.signIn("s1");
  const tab = browser.open({ initial: browser.server.answer(), ...options });
  return { ...tab, server: browser.server, clock: browser.clock, browser };
}

test.each([
  ["down", { code: "unavailable", status: 503, reason: "unavailable" }],
  ["cut", { code: "network", status: null }],
] as const)(
  "a server that is %s keeps the last session, marked as stale",
  async (network, error) => {
    const { client, server } = open();
    server.network = network;
    expect(await client.refresh()).toMatchObject({
      status: "authenticated",
      session: { id: "s1" },
      stale: true,
      error,
    });
    server.network = "up";
    expect(await client.refresh()).toMatchObject({
      status: "authenticated",
      stale: false,
      error: null,
    });
  },
);

test("without a session so far the client goes on loading, and says what is wrong", async () => {
  const { client, server, clock } = open({ initial: undefined });
  server.network = "down";
  await settled();
  expect(client.getSnapshot()).toMatchObject({
    status: "loading",
    stale: false,
    error: { code: "unavailable" },
  });
  server.network = "up";
  await clock.advance(1_000);
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated", error: null });
});

test("attempts are 1, 2, 4 … 60 seconds apart", async () => {
  const { server, clock, browser } = open({ initial: undefined });
  browser.dice = 0.999_999;
  server.network = "cut";
  const times: number[] = [];
  for (let second = 0; second < 200; second++) {
    const before = server.log.length;
    await clock.advance(1_000);
    if (server.log.length > before) times.push(clock.time / 1_000);
  }
  expect(times).toEqual([1, 3, 7, 15, 31, 63, 123, 183]);
});

test("the server's Retry-After is waited for", async () => {
  const { client, server, clock } = open();
  server.network = "down";
  server.retryAfter = 30;
  await client.refresh();
  await clock.advance(29_000);
  expect(server.count("POST")).toBe(1);
  await clock.advance(1_500);
  expect(server.count("POST")).toBe(2);
});

test("a browser that is back online tries at once", async () => {
  const { client, server, page } = open();
  server.network = "cut";
  for (let attempt = 0; attempt < 6; attempt++) await client.refresh();
  server.network = "up";
  page({ type: "online" });
  await settled();
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
});

test("so it does where an attempt is still under way, and then fails", async () => {
  const { client, server, page } = open();
  server.network = "cut";
  for (let attempt = 0; attempt < 6; attempt++) await client.refresh();
  server.network = "down";
  server.hold();
  void client.refresh();
  await settled();
  page({ type: "online" });
  server.network = "up";
  server.release();
  await settled();
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
});

test("being online again asks nothing where nothing had failed", async () => {
  const { server, page } = open();
  page({ type: "online" });
  await settled();
  expect(server.log).toEqual([]);
});

test("a hidden tab does not try again until it is shown", async () => {
  const { client, server, clock, hide, show } = open();
  server.network = "cut";
  await client.refresh();
  hide();
  await clock.advance(600_000);
  expect(server.count("POST")).toBe(1);
  server.network = "up";
  show();
  await settled();
  expect(client.getSnapshot().stale).toBe(false);
});

test("a definite no signs out, with its reason", async () => {
  const { client, server } = open();
  server.end("revoked");
  expect(await client.refresh()).toMatchObject({
    status: "unauthenticated",
    reason: "revoked",
    stale: false,
  });
});

test.each([
  [
    "the page of a captive portal",
    () => new Response("<html>", { headers: { "content-type": "text/html" } }),
  ],
  ["somebody else's JSON", () => Response.json({})],
  ["JSON that is not an object", () => Response.json(null)],
  ["a 401 of a proxy", () => new Response("no", { status: 401 })],
  [
    "a 401 without a reason",
    () => Response.json({ code: "session_required", reason: null }, { status: 401 }),
  ],
  [
    "a 401 that could not know",
    () => Response.json({ code: "unavailable", reason: "unavailable" }, { status: 401 }),
  ],
  [
    "a refusal of this page",
    () => Response.json({ code: "cross_site", reason: null }, { status: 403 }),
  ],
  ["a wrong base path", () => new Response("Not found", { status: 404 })],
])("%s signs nobody out", async (_, answer) => {
  const { client } = open({ fetch: async () => answer() });
  for (const ask of [client.check, client.refresh]) {
    expect(await ask()).toMatchObject({ status: "authenticated", stale: true });
  }
});

test("a request that is not answered for 30 seconds has failed", async () => {
  const hang = vi.fn(
    (_: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      }),
  );
  const { client, clock } = open({ fetch: hang });
  const refreshed = client.refresh();
  await clock.advance(29_000);
  expect(client.getSnapshot().stale).toBe(false);
  await clock.advance(1_001);
  expect(await refreshed).toMatchObject({ stale: true, error: { code: "network" } });
  await clock.advance(1_000);
  expect(hang).toHaveBeenCalledTimes(2);
});

test("the same failure again changes nothing", async () => {
  const { client, server } = open();
  server.network = "down";
  const before = await client.refresh();
  const listener = vi.fn();
  client.subscribe(listener);
  expect(await client.refresh()).toBe(before);
  expect(listener).not.toHaveBeenCalled();
});

test("an older request that fails says nothing once a newer one is out", async () => {
  const { client, server } = open();
  server.hold();
  server.unlucky = "GET /session";
  const checked = client.check();
  await settled();
  const refreshed = client.refresh();
  await settled();
  server.release(1, 0);
  await Promise.all([checked, refreshed]);
  expect(client.getSnapshot()).toMatchObject({ stale: false, error: null });
});
