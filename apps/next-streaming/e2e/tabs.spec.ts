import type { BrowserContext, Page } from "@playwright/test";
import {
  answered,
  expect,
  expireAccess,
  shownStatuses,
  signIn,
  statusOf,
  test,
} from "./support/test.ts";

const MINUTE = 60_000;

/** Opens six tabs of one signed-in user. */
async function openSix(context: BrowserContext, path: string): Promise<Page[]> {
  const tabs: Page[] = [];
  while (tabs.length < 6) tabs.push(await context.newPage());
  for (const [index, tab] of tabs.entries()) {
    if (index === 0) await signIn(tab, "Ada");
    await tab.goto(path);
    await expect(statusOf(tab)).toHaveText("authenticated: Ada");
  }
  return tabs;
}

test("6 tabs with 3 callers each and an expired token make 1 refresh", async ({
  context,
  authRequests,
}) => {
  await context.clock.install();
  const tabs = await openSix(context, "/");
  await expireAccess(context);
  // The first answer is delayed until all tabs have requested a refresh: a later call would start another one.
  let answer: () => void = () => undefined;
  const allRequested = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await context.route("**/api/auth/refresh", async (route) => {
    await allRequested;
    await route.continue();
  });
  const answers = tabs.map(answered);
  authRequests.length = 0;

  // All tabs share one clock, and each has a timer.
  await context.clock.fastForward(20 * MINUTE);
  await Promise.all(
    tabs.map((tab) =>
      tab.evaluate(() => {
        dispatchEvent(new Event("online"));
        dispatchEvent(new Event("visibilitychange"));
      }),
    ),
  );
  await expect.poll(() => authRequests).toEqual(["POST /refresh"]);
  answer();
  await Promise.all(answers);
  // The waiting tabs check the result of the refresh.
  const checks = Array.from({ length: 5 }, () => "GET /session");
  expect(authRequests).toEqual(["POST /refresh", ...checks]);

  await context.clock.runFor(5 * MINUTE);
  expect(authRequests).toHaveLength(6);
  for (const tab of tabs)
    expect(await shownStatuses(tab)).toEqual(["loading", "authenticated: Ada"]);
});

test("a sign-out reaches 6 tabs, and removes private content from all of them", async ({
  context,
}) => {
  const [first, ...others] = await openSix(context, "/account");
  for (const tab of others.slice(0, 2)) {
    await tab.goto("/notes");
    await expect(tab.getByText("Private notes of Ada")).toBeVisible();
  }
  await first?.getByRole("button", { name: "Sign out", exact: true }).click();
  for (const tab of context.pages()) {
    await expect(tab.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await expect(statusOf(tab)).toHaveText("unauthenticated");
    await expect.poll(() => tab.content()).not.toMatch(/Private notes of|This device/);
  }
});

test("a forged message only triggers a check with the server", async ({
  page,
  context,
  authRequests,
}) => {
  await signIn(page, "Ada");
  await page.goto("/account");
  await expect(statusOf(page)).toHaveText("authenticated: Ada");
  const attacker = await context.newPage();
  await attacker.goto("/icon.svg");
  authRequests.length = 0;
  for (const message of [
    { session: null },
    { session: null, reply: true },
    { session: "x".repeat(100_000) },
    { status: "unauthenticated", user: { name: "Mallory" } },
    "signed-out",
  ]) {
    const before = authRequests.length;
    await attacker.evaluate((forged) => {
      const channel = new BroadcastChannel("sessionkit:/api/auth");
      channel.postMessage(forged);
      channel.close();
    }, message);
    await expect.poll(() => authRequests.length).toBeGreaterThan(before);
  }
  expect(new Set(authRequests)).toEqual(new Set(["GET /session"]));
  expect(await shownStatuses(page)).toEqual(["loading", "authenticated: Ada"]);
});

test("a message posted to the window has no effect", async ({ page, authRequests }) => {
  await signIn(page, "Ada");
  await page.goto("/account");
  await expect(statusOf(page)).toHaveText("authenticated: Ada");
  await page.evaluate(async () => {
    postMessage({ session: null, status: "unauthenticated", renewed: true }, "*");
    localStorage.setItem("sessionkit:/api/auth", JSON.stringify({ session: null }));
    // Waits for the event loop and for an answered request.
    await new Promise((resolve) => setTimeout(resolve));
    await fetch("/icon.svg");
  });
  expect(authRequests).toEqual([]);
  expect(await shownStatuses(page)).toEqual(["loading", "authenticated: Ada"]);
});
