import { expect, sessionId, signIn, test } from "./support/test.ts";

// A prefetch may be answered after the session has ended, with 401, which Chromium prints.
test.beforeEach(({ browserConsole }) => browserConsole.expect(/status of 401/));

test("ends another device's session", async ({ page, person, otherContext }) => {
  const other = await otherContext.newPage();
  await signIn(other, person);
  await signIn(page, person);
  await page.getByRole("link", { name: "Settings" }).click();
  const devices = page
    .getByRole("region", { name: "Where you are signed in" })
    .getByRole("listitem");
  await expect(devices).toHaveCount(2);
  await expect(devices.first()).toContainText("This device");
  await expect(devices.last()).toContainText("127.0.0.1");
  await devices.getByRole("button", { name: /^Sign out Chrome on .+, last active / }).click();
  await expect(devices).toHaveCount(1);
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
  const devices = page
    .getByRole("region", { name: "Where you are signed in" })
    .getByRole("listitem");
  await expect(devices).toHaveCount(2);
  await page.getByRole("button", { name: "Sign out everywhere…" }).click();
  await page.getByRole("button", { name: "Sign out other devices" }).click();
  await expect(devices).toHaveCount(1);
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

test("shows the activity in pages", async ({ page, person, database }) => {
  await database.addActivity(person.id, 14);
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
