import { expect, expireAccess, sessionId, signIn, test } from "./support/test.ts";

// With `database` there is no access token: then nothing rotates, and everything else is the same.

test("a render, a route handler and an action each go on without an access token", async ({
  page,
  person,
  database,
  strategy,
}) => {
  await signIn(page, person);
  const id = await sessionId(page);
  await database.age(id, 60);

  await expireAccess(page.context());
  await page.reload();
  await expect(page.getByRole("heading", { name: "Hello, Mira" })).toBeVisible();

  await expireAccess(page.context());
  await page.getByRole("button", { name: "Call the API" }).click();
  await expect(page.getByText("The API knows 12 notebooks of Mira Solberg.")).toBeVisible();

  await expireAccess(page.context());
  await page.getByLabel("A note for this device").fill("Oil the gate");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("A note for this device")).toHaveValue("Oil the gate");

  expect(await sessionId(page)).toBe(id);
  expect(await database.generation(id)).toBe(strategy === "jwt" ? 2 : 1);
});

test("two tabs that load at once rotate once, and both stay", async ({
  page,
  person,
  database,
  strategy,
}) => {
  await signIn(page, person);
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

test("six tabs that renew at once rotate once, and all stay", async ({
  page,
  person,
  database,
  strategy,
}) => {
  await signIn(page, person);
  const tabs = [page];
  while (tabs.length < 6) tabs.push(await page.context().newPage());
  for (const tab of tabs.slice(1)) await tab.goto("/dashboard");
  const id = await sessionId(page);
  for (const tab of tabs) await expect(tab.getByTestId("status")).toHaveText("Signed in");
  await database.age(id, 60);
  await expireAccess(page.context());

  await Promise.all(tabs.map((tab) => tab.getByRole("button", { name: "Renew now" }).click()));
  for (const tab of tabs) await expect(tab.getByTestId("said")).toHaveText("Renewed just now.");
  expect(await database.generation(id)).toBe(strategy === "jwt" ? 2 : 1);
  for (const tab of tabs) {
    await tab.reload();
    expect(await sessionId(tab)).toBe(id);
  }
});

test("eleven links and more that prefetch rotate nothing and sign nobody out", async ({
  page,
  person,
  database,
  strategy,
}) => {
  // Chromium fetches the page's icon when it likes. That is no prefetch, and may refresh.
  await page.route("**/icon.svg*", (route) => route.fulfill({ contentType: "image/svg+xml" }));
  // So low that the links to notebooks are out of sight, and not prefetched yet.
  await page.setViewportSize({ width: 1280, height: 200 });
  await signIn(page, person);
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
