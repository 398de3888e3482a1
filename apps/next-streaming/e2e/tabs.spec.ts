import type { BrowserContext, Page } from "@playwright/test";
import { answered, expect, expireAccess, said, signIn, test, who } from "./support/test.ts";

const MINUTE = 60_000;

/** Six tabs of one person, who has signed in. */
async function openSix(context: BrowserContext, path: string): Promise<Page[]> {
  const tabs: Page[] = [];
  while (tabs.length < 6) tabs.push(await context.newPage());
  for (const [index, tab] of tabs.entries()) {
    if (index === 0) await signIn(tab, "Ada");
    await tab.goto(path);
    await expect(who(tab)).toHaveText("authenticated: Ada");
  }
  return tabs;
}

test("6 tabs with 3 callers each and an expired token make 1 refresh", async ({
  context,
  asked,
}) => {
  await context.clock.install();
  const tabs = await openSix(context, "/");
  await expireAccess(context);
  // The first answer waits until all have asked: a call that comes after it would be another one.
  let answer: () => void = () => undefined;
  const everyoneHasAsked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await context.route("**/api/auth/refresh", async (route) => {
    await everyoneHasAsked;
    await route.continue();
  });
  const answers = tabs.map(answered);
  asked.length = 0;

  // All tabs have one clock, and each has a timer on it.
  await context.clock.fastForward(20 * MINUTE);
  await Promise.all(
    tabs.map((tab) =>
      tab.evaluate(() => {
        dispatchEvent(new Event("online"));
        dispatchEvent(new Event("visibilitychange"));
      }),
    ),
  );
  await expect.poll(() => asked).toEqual(["POST /refresh"]);
  answer();
  await Promise.all(answers);
  // Those who waited looked what came of it.
  const looks = Array.from({ length: 5 }, () => "GET /session");
  expect(asked).toEqual(["POST /refresh", ...looks]);

  await context.clock.runFor(5 * MINUTE);
  expect(asked).toHaveLength(6);
  for (const tab of tabs) expect(await said(tab)).toEqual(["loading", "authenticated: Ada"]);
});

test("a sign-out reaches 6 tabs, and nothing private stays on any of them", async ({ context }) => {
  const [first, ...others] = await openSix(context, "/account");
  for (const tab of others.slice(0, 2)) {
    await tab.goto("/notes");
    await expect(tab.getByText("Private notes of Ada")).toBeVisible();
  }
  await first?.getByRole("button", { name: "Sign out", exact: true }).click();
  for (const tab of context.pages()) {
    await expect(tab.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await expect(who(tab)).toHaveText("unauthenticated");
    await expect.poll(() => tab.content()).not.toMatch(/Private notes of|This device/);
  }
});

test("a forged message makes the page ask, and nothing else", async ({ page, context, asked }) => {
  await signIn(page, "Ada");
  await page.goto("/account");
  await expect(who(page)).toHaveText("authenticated: Ada");
  const attacker = await context.newPage();
  await attacker.goto("/icon.svg");
  asked.length = 0;
  for (const message of [
    { session: null },
    { session: null, reply: true },
    { session: "x".repeat(100_000) },
    { status: "unauthenticated", user: { name: "Mallory" } },
    "signed-out",
  ]) {
    const before = asked.length;
    await attacker.evaluate((forged) => {
      const channel = new BroadcastChannel("sessionkit:/api/auth");
      channel.postMessage(forged);
      channel.close();
    }, message);
    await expect.poll(() => asked.length).toBeGreaterThan(before);
  }
  expect(new Set(asked)).toEqual(new Set(["GET /session"]));
  expect(await said(page)).toEqual(["loading", "authenticated: Ada"]);
});

test("a message posted to the window does not even do that", async ({ page, asked }) => {
  await signIn(page, "Ada");
  await page.goto("/account");
  await expect(who(page)).toHaveText("authenticated: Ada");
  await page.evaluate(async () => {
    postMessage({ session: null, status: "unauthenticated", renewed: true }, "*");
    localStorage.setItem("sessionkit:/api/auth", JSON.stringify({ session: null }));
    // A round of the event loop, and an answered request after it.
    await new Promise((resolve) => setTimeout(resolve));
    await fetch("/icon.svg");
  });
  expect(asked).toEqual([]);
  expect(await said(page)).toEqual(["loading", "authenticated: Ada"]);
});
