import { devices } from "@playwright/test";
import { expect, sessionId, signIn, test } from "./support/test.ts";

// A prefetch may be answered after the session has ended, with 401, which Chromium prints.
test.beforeEach(({ browserConsole }) => browserConsole.expect(/status of 401/));

test("ends another device's session", async ({ page, person, otherContext }) => {
  const other = await otherContext.newPage();
  await signIn(other, person);
  await signIn(page, person);
  await page.getByRole("link", { name: "Settings" }).click();
  const rows = page.getByRole("region", { name: "Where you are signed in" }).getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("This device");
  await expect(rows.last()).toContainText("127.0.0.1");
  await rows.getByRole("button", { name: /^Sign out Chrome on .+, last active / }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByText(/^Signed out Chrome on /)).toBeVisible();

  // The open page of the other device leaves at once, and its access token is refused as well.
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await other.goto("/dashboard");
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Where you are signed in" })).toBeVisible();
});

test("ends all sessions except the current one", async ({ page, person, otherContext }) => {
  const other = await otherContext.newPage();
  await signIn(other, person);
  await signIn(page, person);
  await page.getByRole("link", { name: "Settings" }).click();
  const rows = page.getByRole("region", { name: "Where you are signed in" }).getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await page.getByRole("button", { name: "Sign out everywhere…" }).click();
  await page.getByRole("button", { name: "Sign out other devices" }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Sign out everywhere…" })).toHaveCount(0);
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a user whose session another process ended is redirected once", async ({
  page,
  person,
  database,
}) => {
  await signIn(page, person);
  const id = await sessionId(page);
  await page.goto("/dashboard/settings");
  await database.endSession(id);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signIn(page, person, { at: page.url() });
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
});

test("names the devices of ended sessions in the activity, and dates what is older than a week", async ({
  page,
  person,
  browser,
  baseURL,
  database,
}) => {
  await database.addActivity(person.id, [8 * 1440]);
  const phone = await browser.newContext({ ...devices["iPhone 15"], ...(baseURL && { baseURL }) });
  await signIn(await phone.newPage(), person);
  await signIn(page, person);
  await page.goto("/dashboard/settings");
  await page.getByRole("button", { name: /^Sign out Safari on iPhone, / }).click();
  await expect(page.getByText(/^Signed out Safari on iPhone/)).toBeVisible();
  await page.reload();
  const lines = page.getByRole("region", { name: "Recent activity" }).getByRole("listitem");
  await expect(lines).toContainText([
    /^Signed out Safari on iPhone\s*Chrome on .+127\.0\.0\.1\s*just now/,
    /^Signed in\s*Chrome on .+this device/,
    /^Signed in\s*Safari on iPhone/,
    /^Renewed\s*Unknown device\s*\w{3} \d{1,2}, \d{4}$/,
  ]);
  await expect(lines.first().locator("time")).toHaveAttribute("title", /, \d{4}, .*\d:\d\d/);
  await phone.close();
});

test("shows the activity in pages", async ({ page, person, database }) => {
  await database.addActivity(
    person.id,
    [...Array(14).keys()].map((line) => line + 1),
  );
  await signIn(page, person);
  await page.getByRole("link", { name: "Settings" }).click();
  const lines = page.getByRole("region", { name: "Recent activity" }).getByRole("listitem");
  await expect(lines).toHaveCount(10);
  await expect(lines.first()).toContainText("Signed in");
  await expect(lines.first()).toContainText("this device");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(lines).toHaveCount(5);
  await expect(page.getByRole("link", { name: "Older" })).toHaveCount(0);
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(lines).toHaveCount(10);
});
