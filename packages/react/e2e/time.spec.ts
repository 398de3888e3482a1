import { advance, expect, letAnswersArrive, status, test } from "./support/test.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

for (const seed of ["", "?seed=promise"]) {
  test(`a page with a session${seed} sends no request at its start in StrictMode`, async ({
    page,
    site,
  }) => {
    await page.goto(`/${seed}`);
    await expect(page.getByRole("listitem")).toHaveCount(1);
    expect(site.log).toEqual(["GET /sessions"]);
    expect(await page.evaluate(() => window.statuses)).toEqual(
      seed ? ["loading", "authenticated"] : ["authenticated"],
    );
  });
}

test("a page without a session sends one request in StrictMode", async ({ page, site }) => {
  await page.goto("/?seed=none");
  await expect(page.getByRole("listitem")).toHaveCount(1);
  expect(site.log).toEqual(["GET /session", "GET /sessions"]);
});

test("10 idle minutes send no request and render nothing", async ({ page, site }) => {
  await page.clock.install();
  await page.goto("/");
  await expect(page.getByRole("listitem")).toHaveCount(1);
  site.log.length = 0;
  const renders = await page.evaluate(() => window.renders);
  await page.clock.runFor(10 * MINUTE);
  site.ahead = 10 * MINUTE;
  expect(site.log).toEqual([]);
  expect(await page.evaluate(() => window.renders)).toBe(renders);
  await advance(page, site, 4 * MINUTE);
  await expect.poll(() => site.log).toEqual(["POST /refresh"]);
});

test("after an hour of sleep there is one refresh, and the user stays signed in", async ({
  page,
  site,
}) => {
  await page.clock.install();
  await page.goto("/");
  await expect(page.getByRole("listitem")).toHaveCount(1);
  site.log.length = 0;
  site.ahead = HOUR;
  const refreshed = page.waitForResponse(/\/refresh$/);
  await page.clock.fastForward(HOUR);
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  // Otherwise the clock passes the time that the client waits for an answer, and it sends the request again.
  await (await refreshed).finished();
  await letAnswersArrive(page);
  await page.clock.runFor(5 * MINUTE);
  expect(site.log).toEqual(["POST /refresh"]);
  expect(await page.evaluate(() => window.statuses)).toEqual(["authenticated"]);
  expect(await page.evaluate(async () => (await fetch("/api/me")).status)).toBe(200);
});

for (const [name, offset] of [
  ["an hour ahead", HOUR],
  ["an hour behind", -HOUR],
] as const) {
  test(`a machine whose clock is ${name} refreshes in time and shows the right times`, async ({
    page,
    site,
  }) => {
    await site.signInElsewhere("");
    site.ahead = 2 * HOUR;
    await page.clock.install({ time: Date.now() + site.ahead + offset });
    await page.goto("/sign-in");
    await expect(page.getByRole("listitem")).toHaveCount(2);
    await expect(page.getByText("Active 2 hours ago")).toBeVisible();
    await expect(page.getByText("Active now")).toBeVisible();
    site.log.length = 0;
    await page.clock.runFor(10 * MINUTE);
    expect(site.log).toEqual([]);
    await advance(page, site, 4 * MINUTE);
    await expect.poll(() => site.log).toEqual(["POST /refresh"]);
    await expect(status(page)).toContainText("authenticated Ada");
  });
}
