import { expect, test, vi } from "vitest";
import { FakeBrowser } from "../../testing/fake-browser.ts";
import { settled } from "../../testing/fake-clock.ts";

const MINUTE = 60_000;

function signedInBrowser() {
  const browser = new FakeBrowser();
  browser.server.signIn("s1");
  return browser;
}

test("without a seed the session is fetched once, and is loading until then", async () => {
  const { server, open, ...rest } = wrap(signedInBrowser());
  const { client } = open();
  expect(client.getSnapshot()).toMatchObject({
    status: "loading",
    session: null,
    stale: false,
    error: null,
  });
  await settled();
  expect(client.getSnapshot()).toMatchObject({
    status: "authenticated",
    session: { id: "s1" },
    user: { id: "u1" },
    reason: null,
  });
  await rest.clock.advance(10 * MINUTE);
  expect(server.log).toEqual(["GET /session"]);
});

test("a seed is believed without a request", async () => {
  const { server, open } = wrap(signedInBrowser());
  const { client } = open({ initial: server.answer() });
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated", session: { id: "s1" } });
  await settled();
  expect(server.log).toEqual([]);
});

test("a promised seed is waited for without a request", async () => {
  const { server, open } = wrap(signedInBrowser());
  const promise = deferred();
  const { client } = open({ initial: promise.promise as never });
  await settled();
  expect(client.getSnapshot().status).toBe("loading");
  promise.resolve(server.answer());
  await settled();
  expect(client.getSnapshot().status).toBe("authenticated");
  expect(server.log).toEqual([]);
});

test("while a promised seed is out, neither the page nor other tabs make the tab ask", async () => {
  const browser = signedInBrowser();
  const { server, open } = wrap(browser);
  const promise = deferred();
  const tab = open({ initial: promise.promise as never });
  tab.hide();
  tab.show();
  browser.forge({ session: null });
  await settled();
  expect(server.log).toEqual([]);
});

test("what React keeps on a promise is not taken for an answer", async () => {
  const { server, open } = wrap(signedInBrowser());
  const initial = Object.assign(Promise.resolve(server.answer()), {
    status: "fulfilled",
    value: server.answer(),
    reason: { _response: {} },
  });
  const { client } = open({ initial });
  expect(client.getInitialSnapshot().status).toBe("loading");
  await settled();
  expect(client.getSnapshot().status).toBe("authenticated");
  expect(server.log).toEqual([]);
});

test.each([
  ["fails", () => Promise.reject(new Error("render failed"))],
  ["brings nothing", () => Promise.resolve(null)],
])("a promised seed that %s is made up for by a request", async (_, seed) => {
  const { server, open } = wrap(signedInBrowser());
  const { client } = open({ initial: seed() });
  await settled();
  expect(client.getSnapshot().status).toBe("authenticated");
  expect(server.log).toEqual(["GET /session"]);
});

test("a seed from a server whose store was down does not sign anybody out", async () => {
  const { server, open } = wrap(signedInBrowser());
  const seed = {
    ...server.answer(),
    status: "unauthenticated",
    session: null,
    user: null,
    reason: "unavailable",
  } as const;
  const { client } = open({ initial: seed });
  expect(client.getSnapshot().status).toBe("loading");
  await settled();
  expect(client.getSnapshot().status).toBe("authenticated");
});

test("nothing happens before the start: no request, no timer, no look at a clock, no dice", () => {
  const { server, clock, open } = wrap(signedInBrowser());
  const initial = server.answer();
  vi.clearAllMocks();
  const watch = vi.fn();
  open({ initial, environment: { watch } }, false);
  for (const looked of [performance.now, Date.now, Math.random, watch]) {
    expect(looked).not.toHaveBeenCalled();
  }
  expect(clock.pending).toBe(0);
  expect(server.log).toEqual([]);
});

test("the session is refreshed at 80 % of its lifetime, again and again", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  open({ initial: server.answer() });
  await clock.advance(719_000);
  expect(server.log).toEqual([]);
  await clock.advance(2_000);
  expect(server.log).toEqual(["POST /refresh"]);
  await clock.advance(720_000);
  expect(server.count("POST /refresh")).toBe(2);
});

test.each([
  [0, 675_000],
  [0.999, 764_900],
])("with the dice at %d the refresh is at %d ms", async (random, at) => {
  const browser = signedInBrowser();
  const { server, open, clock } = wrap(browser);
  browser.dice = random;
  open({ initial: server.answer() });
  await clock.advance(at - 1000);
  expect(server.log).toEqual([]);
  await clock.advance(1100);
  expect(server.log).toEqual(["POST /refresh"]);
});

test("a lifetime longer than a timer can be is waited out", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  server.lifetime = 60 * 86_400;
  open({ initial: server.answer() });
  await clock.advance(2 * 86_400_000);
  expect(server.log).toEqual([]);
  clock.time += 45 * 86_400_000;
  await clock.advance(60_000);
  expect(server.log).toEqual([]);
  clock.time += 86_400_000;
  await clock.advance(60_000);
  expect(server.log).toEqual(["POST /refresh"]);
});

test("a machine that slept, and wakes without telling the page, renews within a minute", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  open({ initial: server.answer() });
  await clock.advance(MINUTE);
  clock.lead += 60 * MINUTE;
  await clock.advance(MINUTE);
  expect(server.log).toEqual(["POST /refresh"]);
});

test("a server that always says 0 seconds is asked at most once a second", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  server.lifetime = 0;
  open({ initial: server.answer() });
  await clock.advance(10_000);
  expect(server.count("POST")).toBeLessThanOrEqual(10);
});

test("the way of a slow answer is part of its lifetime", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  server.hold();
  open();
  await clock.advance(20_000);
  server.release();
  await clock.advance(699_000);
  expect(server.log).toEqual(["GET /session"]);
  await clock.advance(1_500);
  expect(server.log).toEqual(["GET /session", "POST /refresh"]);
});

test("a machine that wakes up refreshes as soon as its page is shown", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  const tab = open({ initial: server.answer() });
  tab.hide();
  clock.lead += 3_600_000;
  tab.show();
  await settled();
  expect(server.log).toEqual(["POST /refresh"]);
});

test("calls of one moment share a request, and calls during it share the next", async () => {
  const { server, open } = wrap(signedInBrowser());
  const { client } = open({ initial: server.answer() });
  server.hold();
  const first = [client.check(), client.check()];
  await settled();
  expect(server.log).toEqual(["GET /session"]);
  server.end("revoked");
  const second = [client.check(), client.check(), client.check()];
  server.release();
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual([
    "authenticated",
    "authenticated",
  ]);
  expect((await Promise.all(second)).map(({ status }) => status)).toEqual(
    Array(3).fill("unauthenticated"),
  );
  expect(server.log).toEqual(["GET /session", "GET /session"]);
});

test("calls of refresh share one request, from first to last", async () => {
  const { server, open } = wrap(signedInBrowser());
  const { client } = open({ initial: server.answer() });
  server.hold();
  const calls = [client.refresh(), client.refresh()];
  await settled();
  calls.push(client.refresh());
  server.release();
  const states = await Promise.all(calls);
  expect(new Set(states).size).toBe(1);
  expect(server.log).toEqual(["POST /refresh"]);
});

test("a refresh asked for after a check counts, though the check is answered last", async () => {
  const { server, open } = wrap(signedInBrowser());
  const { client } = open({ initial: server.answer() });
  server.hold();
  const checked = client.check();
  await settled();
  server.claims = { role: "admin" };
  const refreshed = client.refresh();
  await settled();
  server.release(1, 0);
  await Promise.all([checked, refreshed]);
  expect(client.getSnapshot().session?.claims).toEqual({ role: "admin" });
});

test("a hidden tab keeps nothing alive, and refreshes when it is shown", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  const tab = open({ initial: server.answer() });
  tab.hide();
  await clock.advance(60 * MINUTE);
  expect(server.log).toEqual([]);
  tab.show();
  await settled();
  expect(server.log).toEqual(["POST /refresh"]);
});

test("showing a tab whose session is fresh asks nothing", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  const tab = open({ initial: server.answer() });
  tab.hide();
  await clock.advance(MINUTE);
  tab.show();
  await settled();
  expect(server.log).toEqual([]);
  await clock.advance(11 * MINUTE + 1000);
  expect(server.log).toEqual(["POST /refresh"]);
});

test("signed out there is nothing to keep fresh", async () => {
  const { server, open, clock } = wrap(new FakeBrowser());
  const { client } = open({ initial: server.answer() });
  await clock.advance(7 * 86_400_000);
  expect(server.log).toEqual([]);
  expect(client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "absent" });
});

test("a page that comes back from the back-forward cache asks again", async () => {
  const { server, open } = wrap(signedInBrowser());
  const tab = open({ initial: server.answer() });
  tab.page({ type: "pagehide", persisted: true });
  server.end("revoked");
  tab.page({ type: "pageshow", persisted: true });
  await settled();
  expect(tab.client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "revoked" });
});

test("after dispose nothing is asked, and a new start goes on", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  const tab = open({ initial: server.answer() });
  tab.client.dispose();
  await clock.advance(30 * MINUTE);
  tab.show();
  expect(clock.pending).toBe(0);
  expect(server.log).toEqual([]);
  tab.client.start();
  await settled();
  expect(server.log).toEqual(["POST /refresh"]);
});

test("starting, stopping and starting again at once fetches once", async () => {
  const { server, open } = wrap(signedInBrowser());
  const { client } = open();
  client.dispose();
  client.start();
  await settled();
  expect(server.log).toEqual(["GET /session"]);
  expect(client.getSnapshot().status).toBe("authenticated");
});

function deferred() {
  let resolve: (value: unknown) => void = () => undefined;
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function wrap(browser: FakeBrowser) {
  return { server: browser.server, clock: browser.clock, open: browser.open.bind(browser) };
}

test.each([
  ["an hour ahead", 3_600_000],
  ["an hour behind", -3_600_000],
])("the server's time is told by a machine whose clock is %s", async (_, lead) => {
  const browser = signedInBrowser();
  browser.clock.lead = lead;
  const { server, clock } = browser;
  const { client } = browser.open({ initial: server.answer() });
  await settled();
  const { now, session } = server.answer();
  expect(client.now()).toBe(now);
  expect((session?.expiresAt ?? 0) - client.now()).toBe(7 * 86_400_000);
  await clock.advance(10 * MINUTE);
  expect(client.now()).toBe(now + 10 * MINUTE);
  expect(server.log).toEqual([]);
});

test("a seed of another session that does not look newer makes the tab ask, since servers' clocks differ", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  await clock.advance(MINUTE);
  const { client } = open({ initial: server.answer() });
  await settled();
  server.signIn("s2");
  client.seed({ ...server.answer(), now: server.answer().now - 2_000 });
  await settled();
  expect(server.log).toEqual(["GET /session"]);
  expect(client.getSnapshot()).toMatchObject({ session: { id: "s2" } });
});
