import { expect } from "@playwright/test";
import { signInByForm } from "./sign-in-by-form.js";
import { test } from "./test.js";

test("signs in through the form", async ({ page }) => {
  await signInByForm(page, "bob@example.com", "violet-anchor-58");
  await expect(page.getByRole("heading")).toHaveText("Hello Bob");
});

test("gives a test nothing of another test's session", async ({ page }) => {
  await page.goto("/dashboard");
  expect(new URL(page.url()).pathname).toBe("/sign-in");
});

test("gives the session to scripts of the page as the user's own", async ({ page, signIn }) => {
  await signIn("bob");
  await page.goto("/sign-in");
  const answer = await page.evaluate(async () => (await fetch("/api/auth/session")).json());
  expect(answer.user).toEqual({ id: "bob", name: "Bob" });
});
