import { expect } from "@playwright/test";
import { createSessions } from "@sessionkit/core";
import { signIn } from "@sessionkit/testing/app";
import { sessions } from "../lib/sessions.js";
import { signInByForm } from "./sign-in-by-form.js";
import { test } from "./test.js";

test("gives the session to scripts of the page as the user's own", async ({ page }) => {
  await page.goto("/sign-in");
  const answer = await page.evaluate(async () => (await fetch("/api/auth/session")).json());
  expect(answer.user).toEqual({ id: "ada", name: "Ada" });
});

test("signs out, and no cookie remains", async ({ page, context }) => {
  await page.goto("/sign-in");
  const revoke = () =>
    fetch("/api/auth/logout", { method: "POST" }).then((answer) => answer.json());
  expect(await page.evaluate(revoke)).toEqual({ revoked: 1 });
  expect(await context.cookies()).toEqual([]);
});

test("opens a second user's context beside the first", async ({ page, browser, baseURL }) => {
  const { storageState } = await signIn(sessions, "bob", { baseURL });
  const other = await browser.newContext({ storageState });
  const bob = await other.newPage();
  for (const [tab, name] of [
    [page, "Ada"],
    [bob, "Bob"],
  ] as const) {
    await tab.goto(`${baseURL}/dashboard`);
    await expect(tab.getByRole("heading")).toHaveText(`Hello ${name}`);
  }
  await other.close();
});

test("sends the cookies of https to that host only", async ({ browser }) => {
  const secure = createSessions({ strategy: "jwt", secret: crypto.randomUUID() });
  const baseURL = "https://app.example";
  const { storageState } = await signIn(secure, "ada", { baseURL });
  const context = await browser.newContext({ storageState });
  expect(await context.cookies(baseURL)).toEqual(
    storageState.cookies.map((cookie) => expect.objectContaining(cookie)),
  );
  expect(await context.cookies("https://other.app.example")).toEqual([]);
  await context.close();
});

test.describe("signed out", () => {
  test.use({ userId: null });

  test("gives a test nothing of another test's session", async ({ page }) => {
    await page.goto("/dashboard");
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  });

  test("signs in through the form", async ({ page }) => {
    await signInByForm(page, "bob@example.com", "violet-anchor-58");
    await expect(page.getByRole("heading")).toHaveText("Hello Bob");
  });
});
