import type { Page } from "@playwright/test";
import { expect, said, signIn, test, who } from "./support/test.ts";

const MINUTE = 60_000;

test.use({ expected: /Failed to load resource/ });

/** Signed in, on a page whose time is in the test's hands. */
async function openAccount(page: Page): Promise<void> {
  await signIn(page, "Ada");
  await page.clock.install();
  await page.goto("/account");
  await expect(who(page)).toHaveText("authenticated: Ada");
  await expect(page.getByText("This device")).toBeVisible();
}

const kept = ["loading", "authenticated: Ada", "authenticated: Ada, not confirmed"];

test("offline the last answer stays, and the network's return is made use of at once", async ({
  page,
  context,
  asked,
}) => {
  await openAccount(page);
  await context.setOffline(true);
  const failed = page.waitForEvent("requestfailed");
  // Time stands still from here: the next attempt is none that comes anyway.
  await page.clock.pauseAt(await page.evaluate((later) => Date.now() + later, 20 * MINUTE));
  await failed;
  await expect(who(page)).toHaveText("authenticated: Ada, not confirmed");
  await expect(page.getByText("This device")).toBeVisible();
  expect(asked).toEqual(["POST /refresh"]);
  asked.length = 0;
  await context.setOffline(false);
  await expect(who(page)).toHaveText("authenticated: Ada");
  expect(asked).toEqual(["POST /refresh"]);
  expect(await said(page)).toEqual([...kept, "authenticated: Ada"]);
});

test("a server that answers 503 for a minute signs nobody out", async ({
  page,
  context,
  asked,
}) => {
  await openAccount(page);
  await context.route("**/api/auth/**", (route) => route.fulfill({ status: 503 }));
  await page.clock.fastForward(20 * MINUTE);
  await expect(who(page)).toHaveText("authenticated: Ada, not confirmed");
  for (let second = 0; second < 60; second += 5) {
    await page.clock.runFor(5_000);
    await page.evaluate(() => fetch("/icon.svg"));
  }
  expect(new Set(asked)).toEqual(new Set(["POST /refresh"]));
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.length).toBeLessThan(13);
  await expect(page.getByText("This device")).toBeVisible();

  await context.unroute("**/api/auth/**");
  await page.clock.runFor(MINUTE);
  await expect(who(page)).toHaveText("authenticated: Ada");
  expect(await said(page)).toEqual([...kept, "authenticated: Ada"]);
});
