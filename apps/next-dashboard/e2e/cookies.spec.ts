import { expect, signIn, test } from "./support/test.ts";

const DAY = 86_400;

test("cookies are not accessible to scripts and other sites", async ({
  page,
  person,
  strategy,
}) => {
  await signIn(page, person);
  const cookies = await page.context().cookies();
  expect(cookies.map(({ name }) => name).sort()).toEqual(
    strategy === "jwt" ? ["access", "session"] : ["session"],
  );
  for (const cookie of cookies) {
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
    expect(cookie.domain, "sent to this host only").toBe("127.0.0.1");
  }
  expect(await page.evaluate(() => document.cookie)).toBe("");
});

test("with `remember`, the session cookie outlives the idle expiry by a day", async ({
  page,
  person,
}) => {
  await signIn(page, person, { remember: true });
  const session = (await page.context().cookies()).find(({ name }) => name === "session");
  const days = ((session?.expires ?? 0) - Date.now() / 1000) / DAY;
  expect(days).toBeGreaterThan(7.9);
  expect(days).toBeLessThanOrEqual(8);
});

test("without `remember`, every cookie ends with the browser", async ({ page, person }) => {
  await signIn(page, person, { remember: false });
  for (const { expires } of await page.context().cookies()) expect(expires).toBe(-1);
  await expect(page.getByText("until the browser closes")).toBeVisible();
});

test("pages with a session are not cached, and no header names the framework", async ({
  page,
  openDashboard,
}) => {
  await openDashboard();
  const response = await page.reload();
  const headers = (await response?.allHeaders()) ?? {};
  expect(headers["cache-control"]).toContain("no-store");
  expect(headers["x-powered-by"]).toBeUndefined();
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});
