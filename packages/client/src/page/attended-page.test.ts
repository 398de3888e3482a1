// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { FakeBrowser } from "../../testing/fake-browser.ts";
import { settled } from "../../testing/fake-clock.ts";
import { attendedPage } from "./attended-page.ts";

const MINUTE = 60_000;

/** 15 minutes of credential; a session that ends 20 minutes after its last renewal. */
async function open() {
  const browser = new FakeBrowser();
  const { server, clock } = browser;
  server.idle = 20 * MINUTE;
  server.signIn("s1");
  const { client } = browser.open({
    initial: server.answer(),
    environment: attendedPage(10 * 60),
  });
  await settled();
  return { client, server, clock, browser };
}

const act = (type: string) => window.dispatchEvent(new Event(type));

test("a page that somebody uses renews its session as ever", async () => {
  const { server, clock, client } = await open();
  for (let minute = 0; minute < 60; minute++) {
    act("keydown");
    await clock.advance(MINUTE);
  }
  expect(server.count("POST /refresh")).toBe(5);
  expect(client.getSnapshot().status).toBe("authenticated");
  client.dispose();
});

test("a page that is only left open lets it run out, and says so", async () => {
  const { server, clock, client } = await open();
  await clock.advance(19 * MINUTE);
  expect(server.log).toEqual([]);
  expect(client.getSnapshot().status).toBe("authenticated");
  await clock.advance(MINUTE + 1_000);
  expect(server.log).toEqual(["GET /session"]);
  expect(client.getSnapshot()).toMatchObject({ status: "unauthenticated", reason: "expired_idle" });
  client.dispose();
});

test("a sign of life before the end renews what is due, what may happen by itself does not", async () => {
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

test("a page in view that nobody attends follows what another one renews", async () => {
  const { server, clock, client, browser } = await open();
  const used = browser.open({ initial: server.answer() });
  await clock.advance(15 * MINUTE);
  expect(server.log).toEqual(["POST /refresh", "GET /session"]);
  expect(used.client.getSnapshot().session?.expiresAt).toBe(
    client.getSnapshot().session?.expiresAt,
  );
  client.dispose();
});

test("nothing is listened to after the end", async () => {
  const { server, clock, client } = await open();
  client.dispose();
  await clock.advance(15 * MINUTE);
  act("keydown");
  await settled();
  expect(server.log).toEqual([]);
});
