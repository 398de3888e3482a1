import { expect, test, vi } from "vitest";
import { FakeBrowser } from "../../test/fake-browser.ts";
import { settled } from "../../test/fake-clock.ts";

const MINUTE = 60_000;

function signedInBrowser() {
  const browser = new FakeBrowser();
  browser.server.signIn("s1");
  return browser;
}

test("without a seed the client requests the session once, and is `loading` until then", async () => {
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

test("a seed is used without a request", async () => {
  const { server, open } = wrap(signedInBrowser());
  const { client } = open({ initial: server.answer() });
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated", session: { id: "s1" } });
  await settled();
  expect(server.log).toEqual([]);
});

test("a promised seed is awaited without a request", async () => {
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

test("page events and other tabs cause no request while a promised seed is pending", async () => {
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

test("the members that React sets on a promise are not used as an answer", async () => {
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
  ["resolves with null", () => Promise.resolve(null)],
])("a promised seed that %s is replaced by a request", async (_, seed) => {
  const { server, open } = wrap(signedInBrowser());
  const { client } = open({ initial: seed() });
  await settled();
  expect(client.getSnapshot().status).toBe("authenticated");
  expect(server.log).toEqual(["GET /session"]);
});

test("a seed from a server whose store was down does not sign the user out", async () => {
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

test("before start there is no request, no timer, no clock and no random number", () => {
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

test("the session is refreshed each time at 80 % of its lifetime", async () => {
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
])("with a random number of %d the refresh is sent after %d ms", async (random, at) => {
  const browser = signedInBrowser();
  const { server, open, clock } = wrap(browser);
  browser.random = random;
  open({ initial: server.answer() });
  await clock.advance(at - 1000);
  expect(server.log).toEqual([]);
  await clock.advance(1100);
  expect(server.log).toEqual(["POST /refresh"]);
});

test("a lifetime longer than the longest timer is observed", async () => {
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

test("a machine that wakes without a page event refreshes within a minute", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  open({ initial: server.answer() });
  await clock.advance(MINUTE);
  clock.wallClockOffset += 60 * MINUTE;
  await clock.advance(MINUTE);
  expect(server.log).toEqual(["POST /refresh"]);
});

test("a server that always answers `expiresIn: 0` gets at most one request per second", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  server.lifetime = 0;
  open({ initial: server.answer() });
  await clock.advance(10_000);
  expect(server.count("POST")).toBeLessThanOrEqual(10);
});

test("the duration of a slow answer is part of its lifetime", async () => {
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

test("a machine that wakes refreshes as soon as its page is shown", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  const tab = open({ initial: server.answer() });
  tab.hide();
  clock.wallClockOffset += 3_600_000;
  tab.show();
  await settled();
  expect(server.log).toEqual(["POST /refresh"]);
});

test("concurrent checks share a request, and checks during it share the next one", async () => {
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

test("concurrent calls of refresh share one request until it is answered", async () => {
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

test("a refresh sent after a check decides, although the check is answered last", async () => {
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

test("a hidden tab does not extend the session, and refreshes when it is shown", async () => {
  const { server, open, clock } = wrap(signedInBrowser());
  const tab = open({ initial: server.answer() });
  tab.hide();
  await clock.advance(60 * MINUTE);
  expect(server.log).toEqual([]);
  tab.show();
  await settled();
  expect(server.log).toEqual(["POST /refresh"]);
});

test("showing a tab whose refresh is not due sends no request", async () => {
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

test("no refresh is sent while signed out", async () => {
  const { server, open, clock } = wrap(new FakeBrowser());
  const { client } = open({ initial: server.answer() });
  await clock.advance(7 * 86_400_000);
  expect(server.log).toEqual([]);
  expect(client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "absent" });
});

test("a page that is restored from the back-forward cache checks the session", async () => {
  const { server, open } = wrap(signedInBrowser());
  const tab = open({ initial: server.answer() });
  tab.page({ type: "pagehide", persisted: true });
  server.end("revoked");
  tab.page({ type: "pageshow", persisted: true });
  await settled();
  expect(tab.client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "revoked" });
});

test("dispose stops all requests, and a new start resumes them", async () => {
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

test("start, dispose and start in one turn send one request", async () => {
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
])("now returns the server's time on a machine whose clock is %s", async (_, lead) => {
  const browser = signedInBrowser();
  browser.clock.wallClockOffset = lead;
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

test("a seed of another session with an older time causes a check, since servers' clocks may differ", async () => {
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
