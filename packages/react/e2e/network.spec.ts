import { advance, expect, status, test } from "./support/test.ts";

test("keeps the last answer while offline, and retries at once when online", async ({
  open,
  site,
  context,
}) => {
  const page = await open();
  await context.setOffline(true);
  await page.evaluate(() => window.client.refresh());
  await expect(status(page)).toContainText("authenticated Ada stale network");
  await expect(page.getByText("Private notes of Ada")).toBeVisible();
  site.log.length = 0;
  await context.setOffline(false);
  await expect(status(page)).toHaveText(/authenticated Ada\s*$/);
  expect(site.count("POST /refresh")).toBe(1);
  expect(await page.evaluate(() => window.statuses)).toEqual(["authenticated"]);
});

test("a server that is down for a minute does not sign the user out", async ({ page, site }) => {
  await page.clock.install();
  await page.goto("/");
  await expect(page.getByRole("listitem")).toHaveCount(1);
  site.down = true;
  await page.evaluate(() => window.client.refresh());
  await expect(status(page)).toContainText("authenticated Ada stale unavailable");
  site.log.length = 0;
  for (let second = 0; second < 60; second += 5) await advance(page, site, 5_000);
  expect(site.count("POST /refresh")).toBeGreaterThan(2);
  expect(site.count("POST /refresh")).toBeLessThan(12);
  await expect(status(page)).toContainText("authenticated Ada stale");
  site.down = false;
  await advance(page, site, 61_000);
  await expect(status(page)).toHaveText(/authenticated Ada\s*$/);
  expect(await page.evaluate(() => window.statuses)).toEqual(["authenticated"]);
});

test("reports a sign-out that the server did not confirm", async ({ open, site }) => {
  const page = await open();
  site.down = true;
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByText("The server did not confirm the sign-out.")).toBeVisible();
  site.down = false;
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByText("Please sign in")).toBeVisible();
});
