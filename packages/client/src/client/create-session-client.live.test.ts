import { expect, test } from "vitest";
import { FakeBrowser } from "../../test/fake-browser.ts";
import { settled } from "../../test/fake-clock.ts";

async function open(count: number, options = {}) {
  const browser = new FakeBrowser();
  browser.server.signIn("s1");
  const initial = browser.server.answer();
  const tabs = Array.from({ length: count }, () =>
    browser.open({ initial, live: true, ...options }),
  );
  await settled();
  const push = async (type: string) => {
    for (const listener of [...browser.streams]) listener(type);
    await settled();
  };
  const reasons = () => tabs.map(({ client }) => client.getSnapshot().reason);
  return { browser, tabs, server: browser.server, push, reasons };
}

test("one of six tabs holds the stream, and all of them have the end of the session with its reason", async () => {
  const { browser, server, push, reasons } = await open(6);
  expect(browser.streams.size).toBe(1);
  server.end("revoked");
  await push("end");
  await settled();
  expect(new Set(reasons())).toEqual(new Set(["revoked"]));
  expect(browser.streams.size).toBe(0);
});

test("without the option no stream is opened", async () => {
  const { browser } = await open(2, { live: false });
  expect(browser.streams.size).toBe(0);
});

test("an event is a hint: a session that the server confirms is kept", async () => {
  const { tabs, server, push } = await open(2);
  await push("end");
  expect(server.log).toEqual(["GET /session"]);
  expect(tabs[0]?.client.getSnapshot().status).toBe("authenticated");
});

test("changed claims are in every tab", async () => {
  const { tabs, server, push } = await open(3);
  server.claims = { role: "owner" };
  await push("claims");
  await settled();
  expect(server.count("POST /refresh")).toBe(1);
  for (const { client } of tabs)
    expect(client.getSnapshot().session?.claims).toEqual({ role: "owner" });
});

test("another tab holds the stream once its holder is closed, or left for another page", async () => {
  const { browser, tabs } = await open(3);
  const [first] = browser.streams;
  tabs[0]?.client.dispose();
  await settled();
  const [second] = browser.streams;
  expect(second).not.toBe(first);
  tabs[1]?.page({ type: "pagehide" });
  await settled();
  expect(browser.streams.size).toBe(1);
  expect([...browser.streams][0]).not.toBe(second);
});

test("a page from the back-forward cache waits for the stream again", async () => {
  const { browser, tabs } = await open(1);
  tabs[0]?.page({ type: "pagehide" });
  await settled();
  expect(browser.streams.size).toBe(0);
  tabs[0]?.page({ type: "pageshow", persisted: true });
  await settled();
  expect(browser.streams.size).toBe(1);
});

test("a signed-out browser has no stream, and opens one after the sign-in", async () => {
  const browser = new FakeBrowser();
  const { client } = browser.open({ initial: browser.server.answer(), live: true });
  await settled();
  expect(browser.streams.size).toBe(0);
  browser.server.signIn("s2");
  await client.check();
  await settled();
  expect(browser.streams.size).toBe(1);
});

test("without locks each tab has a stream of its own", async () => {
  const { browser } = await open(2, { environment: { locks: () => undefined } });
  expect(browser.streams.size).toBe(2);
});

test("a stream that the server refuses is a reason to check", async () => {
  const { server, push, reasons } = await open(2);
  server.end("revoked");
  await push("error");
  await settled();
  expect(new Set(reasons())).toEqual(new Set(["revoked"]));
});
