import { expect, test, vi } from "vitest";
import { FakeBrowser } from "../../test/fake-browser.ts";
import { settled } from "../../test/fake-clock.ts";

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
  "keeps the last session, marked as stale, while the server is %s",
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

test("stays `loading`, with the error, if the first request fails", async () => {
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

test("retries after 1, 2, 4 … 60 seconds", async () => {
  const { server, clock, browser } = open({ initial: undefined });
  browser.random = 0.999_999;
  server.network = "cut";
  const times: number[] = [];
  for (let second = 0; second < 200; second++) {
    const before = server.log.length;
    await clock.advance(1_000);
    if (server.log.length > before) times.push(clock.time / 1_000);
  }
  expect(times).toEqual([1, 3, 7, 15, 31, 63, 123, 183]);
});

test("waits for the server's Retry-After", async () => {
  const { client, server, clock } = open();
  server.network = "down";
  server.retryAfter = 30;
  await client.refresh();
  await clock.advance(29_000);
  expect(server.count("POST")).toBe(1);
  await clock.advance(1_500);
  expect(server.count("POST")).toBe(2);
});

test("retries at once when the browser is back online", async () => {
  const { client, server, page } = open();
  server.network = "cut";
  for (let attempt = 0; attempt < 6; attempt++) await client.refresh();
  server.network = "up";
  page({ type: "online" });
  await settled();
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
});

test("retries at once also if a request was pending and then fails", async () => {
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

test("sends no request when the browser is back online and none had failed", async () => {
  const { server, page } = open();
  page({ type: "online" });
  await settled();
  expect(server.log).toEqual([]);
});

test("does not retry in a hidden tab until it is shown", async () => {
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

test("signs out, with the reason, when the server says so", async () => {
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
  ["another server's JSON", () => Response.json({})],
  ["JSON that is not an object", () => Response.json(null)],
  ["a 401 of a proxy", () => new Response("no", { status: 401 })],
  [
    "a 401 without a reason",
    () => Response.json({ code: "session_required", reason: null }, { status: 401 }),
  ],
  [
    "a 401 because of an outage",
    () => Response.json({ code: "unavailable", reason: "unavailable" }, { status: 401 }),
  ],
  [
    "a refusal of this page",
    () => Response.json({ code: "cross_site", reason: null }, { status: 403 }),
  ],
  ["a wrong base path", () => new Response("Not found", { status: 404 })],
])("%s does not sign the user out", async (_, answer) => {
  const { client } = open({ fetch: async () => answer() });
  for (const request of [client.check, client.refresh]) {
    expect(await request()).toMatchObject({ status: "authenticated", stale: true });
  }
});

test("fails a request that is not answered within 30 seconds", async () => {
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

test("does not change the state for the same failure again", async () => {
  const { client, server } = open();
  server.network = "down";
  const before = await client.refresh();
  const listener = vi.fn();
  client.subscribe(listener);
  expect(await client.refresh()).toBe(before);
  expect(listener).not.toHaveBeenCalled();
});

test("ignores the failure of an older request while a newer one is pending", async () => {
  const { client, server } = open();
  server.hold();
  server.failing = "GET /session";
  const checked = client.check();
  await settled();
  const refreshed = client.refresh();
  await settled();
  server.release(1, 0);
  await Promise.all([checked, refreshed]);
  expect(client.getSnapshot()).toMatchObject({ stale: false, error: null });
});
