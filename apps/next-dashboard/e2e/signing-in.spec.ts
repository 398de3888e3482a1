import { expect, signIn, test } from "./support/test.ts";

test("signs in, and stays signed in after a reload", async ({ page, person }) => {
  await signIn(page, person);
  await expect(page).toHaveURL(/\/dashboard$/);
  await expect(page.getByRole("heading", { name: "Hello, Mira" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Hello, Mira" })).toBeVisible();
  await expect(page.getByTestId("status")).toHaveText("Signed in");
});

test("shows the same message for a wrong password and an unknown user", async ({
  page,
  person,
}) => {
  await page.goto("/sign-in");
  for (const email of [person.email, "unknown@example.test"]) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("not this one");
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    expect((await answered).status()).toBe(200);
    await expect(page.getByText("E-mail and password do not match.")).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
  }
  expect(await page.context().cookies()).toEqual([]);
});

test("signs in with the keyboard alone", async ({ page, person }) => {
  await page.goto("/sign-in");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.type(person.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(person.password);
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Remember me")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByLabel("Remember me")).not.toBeChecked();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Hello, Mira" })).toBeVisible();
});

test("fills in the credentials of a demo user", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Fill in Ada Lindqvist" }).click();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Hello, Ada" })).toBeVisible();
});

test("returns to the page that required the sign-in", async ({ page, person }) => {
  await signIn(page, person, { at: "/dashboard/notebooks/tides?from=mail" });
  await expect(page).toHaveURL(/\/dashboard\/notebooks\/tides\?from=mail$/);
});

for (const target of ["//evil.test/", "/\\evil.test"]) {
  test(`does not return to ${target}`, async ({ page, person }) => {
    await signIn(page, person, { at: `/sign-in?callbackUrl=${encodeURIComponent(target)}` });
    await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/dashboard$/);
  });
}

test("works without scripts", async ({ browser, baseURL, person }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    ...(baseURL && { baseURL }),
  });
  const page = await context.newPage();
  await signIn(page, person);
  await expect(page.getByRole("heading", { name: "Hello, Mira" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await context.close();
});
