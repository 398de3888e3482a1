import { signIn as createSignIn } from "@sessionkit/testing/app";
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

test("a page that is opened after a change of the password elsewhere says why the user is signed out", async ({
  page,
  person,
  sessions,
  otherContext,
  baseURL,
}) => {
  const authenticatedAt = new Date(Date.now() - 60_000);
  const { storageState } = await createSignIn(sessions, person.id, { baseURL, authenticatedAt });
  await otherContext.addCookies(storageState.cookies);
  await signIn(page, person);
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByLabel("New password").fill("harbour-violet-94");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Changed. Your other devices are signed out.")).toBeVisible();
  // Requests that were under way at the change still succeed. An open page would notice the end first, and clear the cookies.
  const open = async (): Promise<string> => {
    const options = { maxRedirects: 0, headers: { accept: "text/html" } };
    const answer = await otherContext.request.get("/dashboard/settings", options);
    return answer.headers().location ?? "";
  };
  const address = "/sign-in?reason=credentials_changed&callbackUrl=%2Fdashboard%2Fsettings";
  await expect.poll(open, { timeout: 60_000 }).toContain(address);
  const other = await otherContext.newPage();
  await other.goto(address);
  await expect(other.getByText("Your password was changed on another device.")).toBeVisible();
});

test("the sign-in page shows no text of a link", async ({ page }) => {
  for (const reason of ["Call+0900-12345", "constructor", "__proto__", "toString"]) {
    await page.goto(`/sign-in?reason=${reason}&notice=${reason}`);
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await expect(page.locator(".notice")).toHaveCount(0);
  }
});
