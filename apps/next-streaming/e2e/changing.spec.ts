import { expect, signIn, statusOf, test } from "./support/test.ts";

test("server actions that sign in and out change the session state of the page without a reload", async ({
  page,
  authRequests,
}) => {
  await page.goto("/");
  await expect(statusOf(page)).toHaveText("unauthenticated");
  let loads = 0;
  page.on("load", () => loads++);
  for (const name of ["Ada", "Bao"]) {
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByRole("button", { name: `As ${name}` }).click();
    await expect(statusOf(page)).toHaveText(`authenticated: ${name}`);
    await expect(page.getByText("This device")).toBeVisible();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(statusOf(page)).toHaveText("unauthenticated");
  }
  expect(loads).toBe(0);
  expect(authRequests.filter((line) => line !== "GET /session")).toEqual([]);
});

const PRIVATE = /Private notes of|Welcome back|This device/;

test("after a sign-out, neither the router nor the back button shows private content", async ({
  page,
}) => {
  await page.goto("/");
  await signIn(page, "Ada");
  await page.getByRole("link", { name: "Notes" }).click();
  await expect(page.getByText("Private notes of Ada: water the quince.")).toBeVisible();
  await page.getByRole("link", { name: "Start" }).click();
  await expect(page.getByText("Welcome back, Ada.")).toBeVisible();
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(statusOf(page)).toHaveText("unauthenticated");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect.poll(() => page.content()).not.toMatch(PRIVATE);

  for (const path of ["/sign-in?callbackUrl=%2Faccount", "/", "/sign-in?callbackUrl=%2Fnotes"]) {
    await page.evaluate(() => history.back());
    await expect(page).toHaveURL(path);
    await expect(statusOf(page)).toHaveText("unauthenticated");
    await expect(page.getByText(PRIVATE)).toHaveCount(0);
  }
  await page.goto("/");
  await page.getByRole("link", { name: "Notes" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});
