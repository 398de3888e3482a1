import { expect, expireAccess, sessionId, signIn, test } from "./support/test.ts";

test("ends another device's session", async ({ page, person, otherContext, strategy }) => {
  const other = await otherContext.newPage();
  await signIn(other, person);
  await signIn(page, person);
  const id = await sessionId(other);
  await page.getByRole("link", { name: "Settings" }).click();
  const line = page.locator(`[data-session="${id}"]`);
  await expect(line).toContainText("Chrome on");
  await expect(line).toContainText("127.0.0.1");
  await expect(page.getByText("This device", { exact: true })).toHaveCount(1);
  await line.getByRole("button").click();
  await expect(line).toHaveCount(0);

  // An access token is believed until it runs out; where the store is asked, and with `database`, it ends at once.
  await other.goto("/dashboard/settings");
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  if (strategy === "jwt") await expireAccess(otherContext);
  await other.goto("/dashboard");
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Where you are signed in" })).toBeVisible();
});

test("ends all other sessions, and not this one", async ({ page, person, otherContext }) => {
  const other = await otherContext.newPage();
  await signIn(other, person);
  await signIn(page, person);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Sign out all others" }).click();
  await expect(page.locator("[data-session]")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Sign out all others" })).toHaveCount(0);
  await expireAccess(otherContext);
  await other.reload();
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("does not end a session that is somebody else's", async ({
  page,
  person,
  database,
  otherContext,
}) => {
  const [own, strange] = [await otherContext.newPage(), await page.context().newPage()];
  await signIn(strange, await database.createPerson());
  const id = await sessionId(strange);
  await strange.close();
  await page.context().clearCookies();
  await signIn(own, person);
  await signIn(page, person);

  await page.getByRole("link", { name: "Settings" }).click();
  const form = page.locator("form", { has: page.locator("input[name=id]") });
  await form.locator("input").evaluate((input, value) => {
    (input as HTMLInputElement).value = value;
  }, id);
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await form.getByRole("button").click();
  expect((await answered).status()).toBe(200);
  expect(await database.generation(id)).toBe(1);
});

test("shows what happened, page by page", async ({ page, person, database }) => {
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
