import { expect, expireAccess, sessionId, test } from "./support/test.ts";

// With `database` there is no access token, and nothing rotates.

test("a render, a route handler and an action each refresh if the access token has expired", async ({
  page,
  openDashboard,
  database,
  strategy,
}) => {
  await openDashboard();
  const id = await sessionId(page);
  await database.age(id, 60);

  await expireAccess(page.context());
  await page.reload();
  await expect(page.getByRole("heading", { name: "Hello, Mira" })).toBeVisible();

  await expireAccess(page.context());
  await page.getByRole("button", { name: "Call the API" }).click();
  await expect(page.getByText("The API returned 12 notebooks of Mira Solberg.")).toBeVisible();

  await expireAccess(page.context());
  await page.getByLabel("A note for this device").fill("Oil the gate");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("A note for this device")).toHaveValue("Oil the gate");

  expect(await sessionId(page)).toBe(id);
  expect(await database.generation(id)).toBe(strategy === "jwt" ? 2 : 1);
});

test("two tabs that load at once rotate once, and both stay signed in", async ({
  page,
  openDashboard,
  database,
  strategy,
}) => {
  await openDashboard();
  const other = await page.context().newPage();
  await other.goto("/dashboard");
  const id = await sessionId(page);
  await database.age(id, 60);
  await expireAccess(page.context());

  await Promise.all([page.reload(), other.reload()]);
  for (const tab of [page, other]) {
    await expect(tab.getByRole("heading", { name: "Hello, Mira" })).toBeVisible();
    expect(await sessionId(tab)).toBe(id);
  }
  expect(await database.generation(id)).toBe(strategy === "jwt" ? 2 : 1);
});

test("six tabs that refresh at once rotate once, and all stay signed in", async ({
  page,
  openDashboard,
  database,
  strategy,
}) => {
  await openDashboard();
  const tabs = [page];
  while (tabs.length < 6) tabs.push(await page.context().newPage());
  for (const tab of tabs.slice(1)) await tab.goto("/dashboard");
  const id = await sessionId(page);
  for (const tab of tabs) await expect(tab.getByTestId("status")).toHaveText("Signed in");
  await database.age(id, 60);
  await expireAccess(page.context());

  await Promise.all(tabs.map((tab) => tab.getByRole("button", { name: "Renew now" }).click()));
  for (const tab of tabs) await expect(tab.getByTestId("message")).toHaveText("Renewed just now.");
  expect(await database.generation(id)).toBe(strategy === "jwt" ? 2 : 1);
  for (const tab of tabs) {
    await tab.reload();
    expect(await sessionId(tab)).toBe(id);
  }
});

test("prefetches of eleven and more links neither rotate the session nor sign the user out", async ({
  page,
  openDashboard,
  database,
  strategy,
}) => {
  // Chromium requests the page's icon at any time. This is not a prefetch, and may refresh.
  await page.route("**/icon.svg*", (route) => route.fulfill({ contentType: "image/svg+xml" }));
  // The links to notebooks are outside of this small viewport, and not prefetched yet.
  await page.setViewportSize({ width: 1280, height: 200 });
  await openDashboard();
  const id = await sessionId(page);
  await expect(page.getByTestId("status")).toHaveText("Signed in");
  await database.age(id, 60);
  await expireAccess(page.context());

  const answers: { url: string; status: number; cookies: string | undefined }[] = [];
  page.on("response", async (response) => {
    const headers = response.request().headers();
    if (!headers["next-router-prefetch"] && !headers["next-router-segment-prefetch"]) return;
    const { pathname } = new URL(response.url());
    const { "set-cookie": cookies } = await response.allHeaders();
    answers.push({ url: pathname, status: response.status(), cookies });
  });
  await page.getByRole("heading", { name: "Your notebooks" }).scrollIntoViewIfNeeded();
  await page.setViewportSize({ width: 1280, height: 1200 });
  await expect.poll(() => new Set(answers.map(({ url }) => url)).size).toBeGreaterThanOrEqual(11);
  for (const { status, cookies } of answers) {
    expect(status).toBe(200);
    expect(cookies).toBeUndefined();
  }
  expect(await database.generation(id)).toBe(1);

  await page.getByRole("link", { name: /^Tides/ }).click();
  await expect(page.getByRole("heading", { name: "Tides" })).toBeVisible();
  expect(await database.generation(id)).toBe(strategy === "jwt" ? 2 : 1);
});
