import { expect, expireAccess, sessionId, test } from "./support/test.ts";

test.afterEach(({ app }) => app.setOutage(false));

test("an outage is 503 and signs no user out", async ({
  page,
  openDashboard,
  app,
  browserConsole,
}) => {
  browserConsole.expect(/503/);
  await openDashboard();
  const id = await sessionId(page);

  // From here on, no request of the browser changes the cookies, for example for its icon.
  app.setOutage(true);
  const before = await page.context().cookies();
  await expireAccess(page.context());
  const response = await page.goto("/dashboard");
  expect(response?.status()).toBe(503);
  expect(response?.headers()["retry-after"]).toBeDefined();
  const after = await page.context().cookies();
  expect(after.find(({ name }) => name === "session")).toEqual(
    before.find(({ name }) => name === "session"),
  );

  app.setOutage(false);
  await page.goto("/dashboard");
  expect(await sessionId(page)).toBe(id);
});

test("an open page keeps its session through an outage", async ({
  page,
  openDashboard,
  app,
  browserConsole,
}) => {
  browserConsole.expect(/503/);
  await openDashboard();
  await expireAccess(page.context());
  app.setOutage(true);
  await page.getByRole("button", { name: "Renew now" }).click();
  await expect(page.getByTestId("message")).toHaveText(/You stay signed in\.$/);
  await expect(page.getByTestId("status")).toHaveText("Not confirmed");

  app.setOutage(false);
  await page.getByRole("button", { name: "Renew now" }).click();
  await expect(page.getByTestId("status")).toHaveText("Signed in");
});

test("a sign-out in an outage can be sent again", async ({
  page,
  openDashboard,
  app,
  browserConsole,
}) => {
  // This process refuses the session at once, also for prefetches.
  browserConsole.expect(/401|503/);
  await openDashboard();
  app.setOutage(true);
  await page.getByRole("button", { name: "Sign out here" }).click();
  await expect(page.getByText("The server did not confirm the sign-out.")).toBeVisible();

  app.setOutage(false);
  await page.getByRole("button", { name: "Sign out here" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
});

test("a page that is opened during an outage can be retried", async ({
  page,
  openDashboard,
  app,
  strategy,
  browserConsole,
}) => {
  browserConsole.expect(/50[03]|Server Components render|React error #441/);
  await openDashboard();
  app.setOutage(true);
  await page.getByRole("link", { name: "Settings" }).click();
  // With `jwt`, the proxy passes requests until its last read of the revocations is a second old.
  const refusal = page.getByText("You are still signed in.");
  const failure = page.getByText("Your session is unchanged.");
  await expect(strategy === "jwt" ? refusal.or(failure) : refusal).toBeVisible();

  app.setOutage(false);
  const retry = page.getByRole("link", { name: "Try again" });
  await retry.or(page.getByRole("button", { name: "Try again" })).click();
  await expect(page.getByRole("heading", { name: "Where you are signed in" })).toBeVisible();
});

test("the sign-in form reports an outage", async ({ page, person, app }) => {
  await page.goto("/sign-in");
  app.setOutage(true);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("Sign-in is unavailable.")).toBeVisible();
  app.setOutage(false);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Hello, Mira" })).toBeVisible();
});
