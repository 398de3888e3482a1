import { expect, signIn, test } from "./support/test.ts";

// A prefetch may be answered after the session has ended, with 401, which Chromium prints.
test.beforeEach(({ browserConsole }) => browserConsole.expect(/status of 401/));

test("an administrator acts as a user, under a banner, and returns", async ({
  page,
  person,
  database,
  otherContext,
}) => {
  await database.makeAdmin(person.id);
  const user = await database.createPerson();
  const theirs = await otherContext.newPage();
  await signIn(theirs, user);
  await signIn(page, person);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: `Act as ${user.email}` }).click();
  const banner = page.getByRole("form", { name: "Impersonation" });
  await expect(banner).toContainText("You act as Mira Solberg.");
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(banner).toBeVisible();
  await expect(page.getByRole("region", { name: "Where you are signed in" })).toHaveCount(0);

  // The user sees the impersonation, with its start in the log.
  await theirs.getByRole("link", { name: "Settings" }).click();
  await expect(theirs.getByText(/An administrator began to act for the user/)).toBeVisible();

  await page.screenshot({ path: test.info().outputPath("impersonation.png") });
  await banner.getByRole("button", { name: "Return to your own account" }).click();
  await expect(page.getByRole("heading", { name: "Act as another user" })).toBeVisible();
  await expect(banner).toHaveCount(0);
  await expect(theirs.getByRole("heading", { name: "Settings" })).toBeVisible();
});

test("a guest keeps a notebook, which is still there after the sign-in", async ({
  page,
  person,
  context,
}) => {
  await page.goto("/");
  const keep = page.getByRole("button", { name: /^Keep / });
  const title = ((await keep.first().textContent()) ?? "").replace("Keep ", "");
  await keep.first().click();
  await expect(page.getByText(`To read later: ${title}`)).toBeVisible();
  const [guest] = await context.cookies();
  await page.reload();
  await expect(page.getByText(`To read later: ${title}`)).toBeVisible();
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto("/");
  await expect(page.getByText(`To read later: ${title}`)).toBeVisible();
  await page.screenshot({ fullPage: true, path: test.info().outputPath("guest.png") });
  await signIn(page, person);
  await expect(page.getByText(`To read later: ${title}`)).toBeVisible();
  const cookies = await context.cookies();
  expect(cookies.map(({ value }) => value)).not.toContain(guest?.value);
});
