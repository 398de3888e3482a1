import { expect, expireAccess, sessionId, signIn, test } from "./support/test.ts";

test("requires the password again before a sensitive page, and returns to it", async ({
  page,
  person,
  openDashboard,
  database,
  browserConsole,
}) => {
  // A prefetch may be under way when the session ends.
  browserConsole.expect(/401/);
  await openDashboard();
  await page.getByRole("link", { name: "Account" }).click();
  await expect(page.getByRole("heading", { name: "Account" })).toBeVisible();

  await page.goto("/dashboard");
  await database.age(await sessionId(page), 60);
  await expireAccess(page.context());
  await page.reload();
  await page.getByRole("link", { name: "Account" }).click();
  await expect(page.getByRole("heading", { name: "Confirm it is you" })).toBeVisible();
  await expect(page).toHaveURL(/\/confirm\?callbackUrl=%2Fdashboard%2Faccount$/);

  await page.getByLabel("Password").fill("not this one");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("That is not your password.")).toBeVisible();
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("heading", { name: "Account" })).toBeVisible();

  const email = `new-${person.email}`;
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Change e-mail" }).click();
  await expect(page.getByText("Changed.")).toBeVisible();
  await page.goto("/dashboard/settings");
  await expect(page.getByText("Confirmed the password")).toBeVisible();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await signIn(page, { ...person, email });
});

test("the action requires the password again if it has become old since the page was opened", async ({
  page,
  person,
  openDashboard,
  database,
}) => {
  await openDashboard();
  const id = await sessionId(page);
  await page.getByRole("link", { name: "Account" }).click();
  await expect(page.getByRole("heading", { name: "Account" })).toBeVisible();
  await database.age(id, 60);
  await expireAccess(page.context());
  await page.getByLabel("E-mail").fill(`new-${person.email}`);
  await page.getByRole("button", { name: "Change e-mail" }).click();
  await expect(page.getByRole("heading", { name: "Confirm it is you" })).toBeVisible();
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByLabel("E-mail")).toHaveValue(person.email);
});
