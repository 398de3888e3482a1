import { EventEmitter, once } from "node:events";
import { expect, status, test } from "./support/test.ts";

const MINUTE = 60_000;

test("6 tabs with 3 callers each and an expired token send 1 refresh", async ({ open, site }) => {
  const tabs = [];
  for (let tab = 0; tab < 6; tab++) tabs.push(await open());
  for (const page of tabs) await expect(page.getByRole("listitem")).toHaveCount(1);
  site.ahead = 20 * MINUTE;
  site.log.length = 0;
  // No answer until every tab has called.
  const gate = new EventEmitter();
  site.held = once(gate, "open");
  const callers = [];
  for (const page of tabs) {
    callers.push(
      await page.evaluateHandle(() => ({
        answers: Promise.all([1, 2, 3].map(() => window.client.refresh())),
      })),
    );
  }
  await expect.poll(() => site.count("POST /refresh")).toBe(1);
  gate.emit("open");
  for (const caller of callers) {
    const answers = await caller.evaluate(async ({ answers }) =>
      (await answers).map(({ status, stale }) => `${status} ${stale}`),
    );
    expect(answers).toEqual(Array(3).fill("authenticated false"));
  }
  expect(site.count("POST /refresh")).toBe(1);
});

test("a sign-out reaches every tab without a timer, and removes private content", async ({
  open,
}) => {
  const tabs = [await open(), await open(), await open()];
  for (const page of tabs) await expect(page.getByText("Private notes of Ada")).toBeVisible();
  for (const page of tabs.slice(1)) {
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + MINUTE);
  }
  await tabs[0]?.getByRole("button", { name: "Sign out", exact: true }).click();
  for (const page of tabs) {
    await expect(page.getByText("Please sign in")).toBeVisible();
    await expect(page.getByText("Ada")).toHaveCount(0);
    await expect(page.getByRole("listitem")).toHaveCount(0);
  }
});

test("a sign-in in one tab reaches the others", async ({ open, site, context }) => {
  const old = await open();
  await old.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(old.getByText("Please sign in")).toBeVisible();
  const page = await context.newPage();
  await page.goto("/sign-in");
  await expect(old.getByText("Private notes of Ada")).toBeVisible();
  expect(site.count("GET /session")).toBe(1);
});

test("a forged message only triggers a check", async ({ open, site, context }) => {
  const page = await open();
  await expect(page.getByRole("listitem")).toHaveCount(1);
  const attacker = await context.newPage();
  await attacker.goto("/elsewhere");
  site.log.length = 0;
  const forge = (message: unknown) =>
    attacker.evaluate((data) => {
      const channel = new BroadcastChannel("sessionkit:/api/auth");
      channel.postMessage(data);
      channel.close();
    }, message);
  for (const message of [
    { session: null },
    { session: null, reply: true },
    { session: "x".repeat(100_000) },
    { status: "unauthenticated", __proto__: { session: null } },
    "signed-out",
  ]) {
    const before = site.log.length;
    await forge(message);
    await expect.poll(() => site.log.length).toBeGreaterThan(before);
  }
  expect(new Set(site.log)).toEqual(new Set(["GET /session"]));
  expect(await page.evaluate(() => window.statuses)).toEqual(["authenticated"]);
});

test("a message posted to the window has no effect", async ({ open, site }) => {
  const page = await open();
  await expect(page.getByRole("listitem")).toHaveCount(1);
  site.log.length = 0;
  await page.evaluate(async () => {
    window.postMessage({ session: null, renewed: true }, "*");
    localStorage.setItem("sessionkit:/api/auth", JSON.stringify({ session: null }));
    // A round of the event loop, and an answered request after it.
    await new Promise((resolve) => setTimeout(resolve));
    await fetch("/elsewhere");
  });
  expect(site.log).toEqual([]);
  await expect(status(page)).toContainText("authenticated Ada");
});
