import { createTestDevice, type TestDevice } from "@sessionkit/testing/app";
import { expect, test } from "vitest";
import { createKeyChain } from "./key-chain.ts";
import { createTimeline } from "./timeline.ts";

test("a browser signs 6 times in 9 minutes, and again after the first of them is 9 minutes old", async () => {
  const timeline = createTimeline(0);
  const keys = createKeyChain(timeline);
  for (let signature = 0; signature < 6; signature++) {
    expect(keys.canSign()).toBe(true);
    keys.onSigned();
    await timeline.run(timeline.now() + 1_000);
  }
  expect(keys.canSign()).toBe(false);
  await timeline.run(539_999);
  expect(keys.canSign()).toBe(false);
  await timeline.run(540_000);
  expect(keys.canSign()).toBe(true);
  keys.onSigned();
  expect(keys.canSign()).toBe(false);
});

test("a restart of the browser lifts the limit", () => {
  const keys = createKeyChain(createTimeline(0));
  for (let signature = 0; signature < 6; signature++) keys.onSigned();
  keys.restart();
  expect(keys.canSign()).toBe(true);
});

test("a crash loses a session that is not on disk yet, and no other", async () => {
  const timeline = createTimeline(0);
  const keys = createKeyChain(timeline);
  const [first, second] = [await registered("one"), await registered("two")];
  keys.replace(first);
  await timeline.run(10_000);
  keys.restart();
  expect(keys.device).toBe(first);
  keys.replace(second);
  await timeline.run(19_999);
  keys.restart();
  expect(keys.device).toBe(first);
});

async function registered(id: string): Promise<TestDevice> {
  const device = createTestDevice();
  await device.register('(ES256);path="/bound/register";challenge="first"');
  const text = JSON.stringify({
    session_identifier: id,
    refresh_url: "/bound/refresh",
    credentials: [{ type: "cookie", name: "__Host-access" }],
  });
  device.registered({ status: 200, text, header: () => null });
  return device;
}
