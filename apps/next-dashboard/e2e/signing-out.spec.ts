import type { Page } from "@playwright/test";
import { expect, sessionId, signIn, test } from "./support/test.ts";

// The router's requests of signed-out users are 401, which Chromium prints. The router then loads the page.
test.beforeEach(({ browserConsole }) => browserConsole.expect(/status of 401/));

test("signs out, and in again by a link", async ({ page, person, openDashboard }) => {
  await openDashboard();
  await page.getByRole("link", { name: /^Tides/ }).click();
  await expect(page.getByRole("heading", { name: "Tides" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  expect(await page.context().cookies()).toEqual([]);

  // The router must not show pages that it cached while the user was signed out.
  await page.getByRole("link", { name: "Almanac" }).click();
  await page.getByRole("link", { name: "Open the dashboard" }).click();
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fdashboard$/);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Hello, Mira" })).toBeVisible();
  await page.getByRole("link", { name: /^Tides/ }).click();
  await expect(page.getByRole("heading", { name: "Tides" })).toBeVisible();
});

test("server actions that sign out and in change the session state of the page without a reload", async ({
  page,
  person,
}) => {
  await page.goto("/");
  await signIn(page, person);
  await expect(page.getByTestId("status")).toHaveText("Signed in");
  const before = await sessionId(page);
  let loads = 0;
  page.on("load", () => loads++);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in", exact: true })).toBeVisible();
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByTestId("status")).toHaveText("Signed in");
  expect(await sessionId(page)).not.toBe(before);
  expect(loads).toBe(0);
});

test("the back button shows no private content after a sign-out", async ({ page, person }) => {
  await signIn(page, person);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Where you are signed in" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  for (const left of ["%2Fdashboard%2Fsettings", "%2Fdashboard"]) {
    await goBack(page, `/sign-in?callbackUrl=${left}`);
    await expect(page.getByText(person.name)).toHaveCount(0);
  }
});

test("the back button shows no private content after a sign-out by the client", async ({
  page,
  person,
}) => {
  await signIn(page, person);
  await page.getByRole("button", { name: "Sign out here" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await page.context().cookies()).toEqual([]);
  await goBack(page, "/sign-in?callbackUrl=%2Fdashboard");
  await expect(page.getByText(person.name)).toHaveCount(0);
});

for (const button of ["Sign out", "Sign out here"]) {
  test(`“${button}” in one tab reaches the other`, async ({ page, openDashboard }) => {
    await openDashboard();
    const other = await page.context().newPage();
    await other.goto("/dashboard/settings");
    await page.getByRole("button", { name: button, exact: true }).click();
    await expect(page.getByText("You are signed out.")).toBeVisible();
    await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await expect(other.getByText("Your session has ended.")).toBeVisible();
  });
}

test("a sign-in updates a tab on a public page", async ({ page, person }) => {
  const other = await page.context().newPage();
  await other.goto("/");
  await expect(other.getByRole("link", { name: "Sign in", exact: true })).toBeVisible();
  await signIn(page, person);
  await expect(other.getByRole("link", { name: "Your dashboard" })).toBeVisible();
});

/**
 * Waits for the sign-in page: the router requests the previous page, and loads a new document if that is refused.
 * Playwright's `goBack` waits for a load event, which may or may not occur.
 */
async function goBack(page: Page, to: string): Promise<void> {
  await page.evaluate(() => history.back());
  await expect(page).toHaveURL(to);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}
