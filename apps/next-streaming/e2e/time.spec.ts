import {
  advance,
  answered,
  expect,
  expireAccess,
  shownStatuses,
  signIn,
  statusOf,
  test,
} from "./support/test.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("a page sends no request during 10 idle minutes", async ({ page, context, authRequests }) => {
  await signIn(page, "Ada");
  await page.clock.install();
  await page.goto("/account", { waitUntil: "networkidle" });
  await expect(statusOf(page)).toHaveText("authenticated: Ada");
  const allRequests: string[] = [];
  context.on("request", (request) => allRequests.push(request.url()));
  await page.clock.runFor(10 * MINUTE);
  expect(allRequests).toEqual([]);

  // The refresh is sent when it is due.
  await advance(page, authRequests, 4 * MINUTE);
  await expect.poll(() => authRequests).toEqual(["POST /refresh"]);
});

test("after an hour of sleep the client refreshes once, and the page never shows a signed-out state", async ({
  page,
  context,
  authRequests,
}) => {
  await signIn(page, "Ada");
  await page.clock.install();
  await page.goto("/account");
  await expect(statusOf(page)).toHaveText("authenticated: Ada");
  await expireAccess(context);
  const answer = answered(page);
  await page.clock.fastForward(HOUR);
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
  await answer;
  await page.clock.runFor(5 * MINUTE);
  expect(authRequests).toEqual(["POST /refresh"]);
  expect(await shownStatuses(page)).toEqual(["loading", "authenticated: Ada"]);
});

for (const [offset, milliseconds] of [
  ["an hour ahead", HOUR],
  ["an hour behind", -HOUR],
] as const) {
  test(`a client whose clock is ${offset} refreshes when it is due, and shows correct times`, async ({
    page,
    authRequests,
  }) => {
    await page.clock.install({ time: Date.now() + milliseconds });
    await signIn(page, "Ada");
    await page.goto("/account");
    await expect(statusOf(page)).toHaveText("authenticated: Ada");
    await expect(page.getByRole("listitem").first()).toContainText("Active now");
    authRequests.length = 0;
    await page.clock.runFor(10 * MINUTE);
    await expect(page.getByRole("listitem").first()).toContainText("Signed in 10 minutes ago");
    expect(authRequests).toEqual([]);
    await advance(page, authRequests, 4 * MINUTE);
    await expect.poll(() => authRequests).toEqual(["POST /refresh"]);
    expect(await shownStatuses(page)).toEqual(["loading", "authenticated: Ada"]);
  });
}
