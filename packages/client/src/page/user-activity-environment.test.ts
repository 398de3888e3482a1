// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { FakeBrowser } from "../../test/fake-browser.ts";
import { settled } from "../../test/fake-clock.ts";
import { userActivityEnvironment } from "./user-activity-environment.ts";

const MINUTE = 60_000;

/** A credential of 15 minutes; a session that expires 20 minutes after its last refresh. */
async function open() {
  const browser = new FakeBrowser();
  const { server, clock } = browser;
  server.idle = 20 * MINUTE;
  server.signIn("s1");
  const { client } = browser.open({
    initial: server.answer(),
    environment: userActivityEnvironment(10 * 60),
  });
  await settled();
  return { client, server, clock, browser };
}

const act = (type: string) => window.dispatchEvent(new Event(type));

test("an active page refreshes its session", async () => {
  const { server, clock, client } = await open();
  for (let minute = 0; minute < 60; minute++) {
    act("keydown");
    await clock.advance(MINUTE);
  }
  expect(server.count("POST /refresh")).toBe(5);
  expect(client.getSnapshot().status).toBe("authenticated");
  client.dispose();
});

test("an inactive page lets the session expire, and changes to signed out", async () => {
  const { server, clock, client } = await open();
  await clock.advance(19 * MINUTE);
  expect(server.log).toEqual([]);
  expect(client.getSnapshot().status).toBe("authenticated");
  await clock.advance(MINUTE + 1_000);
  expect(server.log).toEqual(["GET /session"]);
  expect(client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "expired_idle" });
  client.dispose();
});

test("user activity sends a due refresh, events without a user do not", async () => {
  const { server, clock, client } = await open();
  await clock.advance(19 * MINUTE);
  act("pointermove");
  act("scroll");
  await settled();
  expect(server.log).toEqual([]);
  act("pointerdown");
  await settled();
  expect(server.log).toEqual(["POST /refresh"]);
  await clock.advance(10 * MINUTE);
  expect(client.getSnapshot().status).toBe("authenticated");
  client.dispose();
});

test("a visible inactive page follows the refresh of an active one", async () => {
  const { server, clock, client, browser } = await open();
  const used = browser.open({ initial: server.answer() });
  await clock.advance(15 * MINUTE);
  expect(server.log).toEqual(["POST /refresh", "GET /session"]);
  expect(used.client.getSnapshot().session?.expiresAt).toBe(
    client.getSnapshot().session?.expiresAt,
  );
  client.dispose();
});

test("dispose removes the activity listeners", async () => {
  const { server, clock, client } = await open();
  client.dispose();
  await clock.advance(15 * MINUTE);
  act("keydown");
  await settled();
  expect(server.log).toEqual([]);
});
