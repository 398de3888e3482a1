import type { Page } from "@playwright/test";
import { expect, shownStatuses, signIn, statusOf, test } from "./support/test.ts";

const MINUTE = 60_000;

test.use({ expected: /Failed to load resource/ });

/** Signs in, and opens a page whose clock the test controls. */
async function openAccount(page: Page): Promise<void> {
  await signIn(page, "Ada");
  await page.clock.install();
  await page.goto("/account");
  await expect(statusOf(page)).toHaveText("authenticated: Ada");
  await expect(page.getByText("This device")).toBeVisible();
}

const kept = ["loading", "authenticated: Ada", "authenticated: Ada, not confirmed"];

test("offline, the last state is kept, and the client refreshes at once when the network returns", async ({
  page,
  context,
  authRequests,
}) => {
  await openAccount(page);
  await context.setOffline(true);
  const failed = page.waitForEvent("requestfailed");
  // The clock is paused from here, so that no scheduled retry runs.
  await page.clock.pauseAt(await page.evaluate((later) => Date.now() + later, 20 * MINUTE));
  await failed;
  await expect(statusOf(page)).toHaveText("authenticated: Ada, not confirmed");
  await expect(page.getByText("This device")).toBeVisible();
  expect(authRequests).toEqual(["POST /refresh"]);
  authRequests.length = 0;
  await context.setOffline(false);
  await expect(statusOf(page)).toHaveText("authenticated: Ada");
  expect(authRequests).toEqual(["POST /refresh"]);
  expect(await shownStatuses(page)).toEqual([...kept, "authenticated: Ada"]);
});

test("a server that answers 503 for a minute signs no user out", async ({
  page,
  context,
  authRequests,
}) => {
  await openAccount(page);
  await context.route("**/api/auth/**", (route) => route.fulfill({ status: 503 }));
  await page.clock.fastForward(20 * MINUTE);
  await expect(statusOf(page)).toHaveText("authenticated: Ada, not confirmed");
  for (let second = 0; second < 60; second += 5) {
    await page.clock.runFor(5_000);
    await page.evaluate(() => fetch("/icon.svg"));
  }
  expect(new Set(authRequests)).toEqual(new Set(["POST /refresh"]));
  expect(authRequests.length).toBeGreaterThan(3);
  expect(authRequests.length).toBeLessThan(13);
  await expect(page.getByText("This device")).toBeVisible();

  await context.unroute("**/api/auth/**");
  await page.clock.runFor(MINUTE);
  await expect(statusOf(page)).toHaveText("authenticated: Ada");
  expect(await shownStatuses(page)).toEqual([...kept, "authenticated: Ada"]);
});
