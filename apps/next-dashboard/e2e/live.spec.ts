import type { Page, Request } from "@playwright/test";
import { expect, sessionId, test } from "./support/test.ts";

// The stream is opened again after its end, and answered 401, which Chromium prints.
test.beforeEach(({ browserConsole }) => browserConsole.expect(/status of 401/));

test("six open tabs leave the private page when another process ends their session", async ({
  page,
  context,
  openDashboard,
  database,
}) => {
  const streams: Request[] = [];
  context.on("request", (request) => {
    if (request.url().endsWith("/api/auth/events")) streams.push(request);
  });
  await openDashboard();
  const others = await Promise.all(Array.from({ length: 5 }, () => openTab(page)));
  const tabs = [page, ...others];
  await expect.poll(() => streams.length).toBeGreaterThan(0);
  const id = await sessionId(page);
  expect(streams).toHaveLength(1);
  await database.endSession(id);
  for (const tab of tabs) {
    await tab.waitForURL(/\/sign-in\?reason=/);
    await expect(tab.getByRole("heading", { name: "Sign in" })).toBeVisible();
  }
});

async function openTab(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto("/dashboard");
  await expect(tab.getByTestId("session-id")).toBeVisible();
  return tab;
}
