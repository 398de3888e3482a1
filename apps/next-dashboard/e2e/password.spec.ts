import { expect, sessionId, signIn, test } from "./support/test.ts";

// A prefetch may be answered after the session has ended, with 401, which Chromium prints.
test.beforeEach(({ browserConsole }) => browserConsole.expect(/status of 401/));

test("a change of the password ends the other sessions, which say why, and keeps this one", async ({
  page,
  person,
  database,
  context,
  otherContext,
}) => {
  const other = await otherContext.newPage();
  await signIn(other, person);
  // A session that started less than 5 seconds before the change counts as started after it.
  await database.age(await sessionId(other), 1);
  await signIn(page, person);
  const tab = await context.newPage();
  await tab.goto("/dashboard");
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("New password")).toBeFocused();
  const password = "harbour-violet-93";
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Changed. Your other devices are signed out.")).toBeVisible();

  // The open page of the other device leaves by itself, once the time for requests under way is over.
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible({ timeout: 60_000 });
  await expect(other.getByText("Your password was changed on another device.")).toBeVisible();
  await page.screenshot({ path: test.info().outputPath("changed.png") });
  await other.screenshot({ path: test.info().outputPath("other-device.png") });
  await other.goto("/dashboard");
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signIn(other, { ...person, password });

  for (const own of [page, tab]) {
    await own.reload();
    await own.getByRole("link", { name: "Settings" }).click();
    await expect(own.getByRole("heading", { name: "Settings" })).toBeVisible();
  }
  await expect(
    page.getByRole("region", { name: "Where you are signed in" }).getByRole("listitem"),
  ).toHaveCount(2);
});
