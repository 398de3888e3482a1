import { expect, test } from "vitest";
import { FakeBrowser, type Tab } from "../../test/fake-browser.ts";
import { settled } from "../../test/fake-clock.ts";

const MINUTE = 60_000;

async function openTabs(count: number, environment = {}) {
  const browser = new FakeBrowser();
  browser.server.signIn("s1");
  const initial = browser.server.answer();
  const tabs = Array.from({ length: count }, () => browser.open({ initial, environment }));
  await settled();
  return { tabs, server: browser.server, clock: browser.clock, browser };
}

const statuses = (tabs: readonly Tab[]) => tabs.map(({ client }) => client.getSnapshot().status);

test("8 tabs with 5 callers each send one refresh", async () => {
  const { tabs, server, clock } = await openTabs(8);
  await clock.advance(10 * MINUTE);
  await Promise.all([
    ...tabs.flatMap(({ client }) => [1, 2, 3, 4, 5].map(() => client.refresh())),
    clock.advance(0),
  ]);
  expect(server.count("POST /refresh")).toBe(1);
  expect(server.count("GET /session")).toBe(7);
});

test("8 tabs send one refresh also before it is due", async () => {
  const { tabs, server } = await openTabs(8);
  await Promise.all(tabs.map(({ client }) => client.refresh()));
  expect(server.count("POST /refresh")).toBe(1);
});

test("when the refresh is due in 8 tabs at once, one sends it and all stay signed in", async () => {
  const { server, clock, tabs } = await openTabs(8);
  await clock.advance(721_000);
  expect(server.count("POST /refresh")).toBe(1);
  await clock.advance(720_000);
  expect(server.count("POST /refresh")).toBe(2);
  expect(new Set(statuses(tabs))).toEqual(new Set(["authenticated"]));
});

test("a hidden tab checks instead of refreshing when it is shown after another has refreshed", async () => {
  const { server, clock, browser } = await openTabs(1);
  browser.random = 0.9;
  const late = browser.open({ initial: server.answer() });
  late.hide();
  await clock.advance(730_000);
  expect(server.log).toEqual(["POST /refresh"]);
  await clock.advance(30_000);
  late.show();
  await settled();
  expect(server.log).toEqual(["POST /refresh", "GET /session"]);
  expect(late.client.getSnapshot().status).toBe("authenticated");
});

test("a visible tab checks when another has refreshed, and takes over its lifetime", async () => {
  const { server, clock, browser } = await openTabs(1);
  browser.random = 0.9;
  const late = browser.open({ initial: server.answer() });
  await clock.advance(730_000);
  expect(server.log).toEqual(["POST /refresh", "GET /session"]);
  await clock.advance(600_000);
  expect(server.log).toHaveLength(2);
  expect(late.client.getSnapshot()).toMatchObject({ status: "authenticated", stale: false });
});

test("without locks every tab refreshes once", async () => {
  const { server, tabs } = await openTabs(3, { locks: () => undefined });
  await Promise.all(tabs.flatMap(({ client }) => [client.refresh(), client.refresh()]));
  expect(server.count("POST /refresh")).toBe(3);
});

test("a tab that holds the lock for more than 5 seconds does not block the others", async () => {
  const { server, clock, tabs } = await openTabs(2);
  server.hold();
  void tabs[0]?.client.refresh();
  await settled();
  const second = tabs[1]?.client.refresh();
  await clock.advance(4_900);
  expect(server.log).toEqual(["POST /refresh"]);
  await clock.advance(200);
  expect(server.log).toEqual(["POST /refresh", "GET /session"]);
  server.release();
  await second;
});

test("refreshes without locks if the browser refuses them", async () => {
  const request = () => Promise.reject(new DOMException("denied", "SecurityError"));
  const { server, tabs } = await openTabs(1, { locks: () => ({ request }) });
  await tabs[0]?.client.refresh();
  expect(server.count("POST /refresh")).toBe(1);
});

test("a tab refreshes if the tab that it waited for failed", async () => {
  const { server, tabs } = await openTabs(2);
  server.failing = "POST /refresh";
  await Promise.all(tabs.map(({ client }) => client.refresh()));
  expect(server.log).toEqual(["POST /refresh", "GET /session", "POST /refresh"]);
});

test("a sign-out in one tab signs out the others, including hidden ones", async () => {
  const { server, tabs } = await openTabs(3);
  tabs[2]?.hide();
  await tabs[0]?.client.signOut();
  await settled();
  expect(statuses(tabs)).toEqual(["unauthenticated", "unauthenticated", "unauthenticated"]);
  expect(tabs[1]?.client.getSnapshot().reason).toBe("absent");
  expect(server.count("GET /session")).toBe(2);
});

test("every tab has the reason that the first answer after the end of the session gives", async () => {
  const { server, browser, tabs } = await openTabs(3);
  server.end("credentials_changed");
  await tabs[0]?.client.refresh();
  await settled();
  await Promise.all(tabs.map(({ client }) => client.check()));
  expect(tabs.map(({ client }) => client.getSnapshot().reason)).toEqual(
    Array(3).fill("credentials_changed"),
  );
  const later = browser.open();
  await settled();
  expect(later.client.getSnapshot().reason).toBe("absent");
});

test("the reason of an ended session is not that of the end of the next one", async () => {
  const { server, browser, tabs } = await openTabs(2);
  server.end("revoked");
  await tabs[0]?.client.check();
  await settled();
  server.signIn("s2");
  await Promise.all(tabs.map(({ client }) => client.check()));
  browser.forge({ session: null, reason: "reused" });
  await settled();
  expect(statuses(tabs)).toEqual(["authenticated", "authenticated"]);
  server.end("absent");
  await tabs[0]?.client.check();
  await settled();
  expect(tabs.map(({ client }) => client.getSnapshot().reason)).toEqual(["absent", "absent"]);
});

test("a sign-in reaches the other tabs when the page that follows it starts", async () => {
  const browser = new FakeBrowser();
  const old = browser.open({ initial: browser.server.answer() });
  await browser.clock.advance(MINUTE);
  browser.server.signIn("s2");
  browser.open({ initial: browser.server.answer() });
  await settled();
  expect(old.client.getSnapshot()).toMatchObject({
    status: "authenticated",
    session: { id: "s2" },
  });
  expect(browser.server.log).toEqual(["GET /session"]);
});

test("another page with the same session causes no request", async () => {
  const { server, browser } = await openTabs(2);
  browser.open({ initial: server.answer() });
  await settled();
  expect(server.log).toEqual([]);
});

test("a page rendered before the sign-out and started after it is corrected by the others", async () => {
  const { server, browser, tabs } = await openTabs(1);
  const rendered = server.answer();
  await tabs[0]?.client.signOut();
  const late = browser.open({ initial: rendered });
  await settled();
  expect(late.client.getSnapshot().status).toBe("unauthenticated");
  expect(server.count("GET /session")).toBeLessThanOrEqual(2);
});

test.each([
  ["a sign-out", { session: null }],
  ["a sign-in of another user", { session: "s666" }],
  ["a reply", { session: null, reply: true }],
  ["an unknown shape", { session: { status: "unauthenticated" } }],
  ["a text", "signed-out"],
  ["nothing", undefined],
])("a forged message about %s only triggers a check", async (_, message) => {
  const { server, browser, tabs } = await openTabs(1);
  browser.forge(message);
  await settled();
  expect(statuses(tabs)).toEqual(["authenticated"]);
  expect(server.log).toEqual(["GET /session"]);
});

test("a forged message about a refresh does not prevent the refresh", async () => {
  const { server, browser, clock } = await openTabs(1);
  browser.forge({ session: "s1", renewed: true });
  await settled();
  expect(server.log).toEqual(["GET /session"]);
  await clock.advance(721_000);
  expect(server.log).toEqual(["GET /session", "POST /refresh"]);
});

test("a forged message about a refresh is not confirmed by rounded answer times", async () => {
  const { server, browser, clock } = await openTabs(0);
  browser.random = 0.500_07;
  browser.open({ initial: server.answer() });
  browser.forge({ session: "s1", renewed: true });
  await clock.advance(721_000);
  expect(server.log).toEqual(["GET /session", "POST /refresh"]);
});

test("a message that the pending request answers triggers no other", async () => {
  const { server, browser, tabs } = await openTabs(1);
  server.end("revoked");
  server.hold();
  void tabs[0]?.client.check();
  await settled();
  browser.forge({ session: null });
  server.release();
  await settled();
  expect(server.log).toEqual(["GET /session"]);
});

test.each([
  ["other sessions", (index: number) => ({ session: `s${index + 2}` })],
  ["refreshes", () => ({ session: "s1", renewed: true })],
])(
  "a thousand forged messages about %s at once trigger at most two requests",
  async (_, message) => {
    const { server, browser } = await openTabs(1);
    for (let index = 0; index < 1000; index++) browser.forge(message(index));
    await settled();
    expect(server.log.length).toBeLessThanOrEqual(2);
  },
);

test("a message during a request triggers a request after it", async () => {
  const { server, browser, tabs } = await openTabs(1);
  server.hold();
  void tabs[0]?.client.check();
  await settled();
  server.end("revoked");
  browser.forge({ session: null });
  server.release();
  await settled();
  expect(tabs[0]?.client.getSnapshot()).toMatchObject({
    status: "unauthenticated",
    reason: "revoked",
  });
});

test("tabs exchange messages over a real BroadcastChannel", async () => {
  const { server, browser } = await openTabs(0);
  const openChannel = (name: string, onMessage: (message: unknown) => void) => {
    const channel = new BroadcastChannel(name);
    channel.onmessage = (event) => onMessage((event as MessageEvent).data);
    return channel;
  };
  const tabs = [1, 2].map(() =>
    browser.open({ initial: server.answer(), environment: { openChannel } }),
  );
  const seen = new Promise<void>((resolve) => tabs[1]?.client.subscribe(resolve));
  await tabs[0]?.client.signOut();
  await seen;
  expect(statuses(tabs)).toEqual(["unauthenticated", "unauthenticated"]);
  for (const { client } of tabs) client.dispose();
});
