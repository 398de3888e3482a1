import { answered, expect, expireAccess, pass, said, signIn, test, who } from "./support/test.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("10 idle minutes make no request at all", async ({ page, context, asked }) => {
  await signIn(page, "Ada");
  await page.clock.install();
  await page.goto("/account", { waitUntil: "networkidle" });
  await expect(who(page)).toHaveText("authenticated: Ada");
  const requests: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  await page.clock.runFor(10 * MINUTE);
  expect(requests).toEqual([]);

  // The session is not forgotten, though.
  await pass(page, asked, 4 * MINUTE);
  await expect.poll(() => asked).toEqual(["POST /refresh"]);
});

test("after an hour of sleep there is one refresh, and nobody is seen signed out", async ({
  page,
  context,
  asked,
}) => {
  await signIn(page, "Ada");
  await page.clock.install();
  await page.goto("/account");
  await expect(who(page)).toHaveText("authenticated: Ada");
  await expireAccess(context);
  const answer = answered(page);
  await page.clock.fastForward(HOUR);
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
  await answer;
  await page.clock.runFor(5 * MINUTE);
  expect(asked).toEqual(["POST /refresh"]);
  expect(await said(page)).toEqual(["loading", "authenticated: Ada"]);
});

for (const [words, lead] of [
  ["an hour ahead", HOUR],
  ["an hour behind", -HOUR],
] as const) {
  test(`a machine whose clock is ${words} renews when it is time, and shows the right times`, async ({
    page,
    asked,
  }) => {
    await page.clock.install({ time: Date.now() + lead });
    await signIn(page, "Ada");
    await page.goto("/account");
    await expect(who(page)).toHaveText("authenticated: Ada");
    await expect(page.getByRole("listitem").first()).toContainText("Active now");
    asked.length = 0;
    await page.clock.runFor(10 * MINUTE);
    await expect(page.getByRole("listitem").first()).toContainText("Active 10 minutes ago");
    expect(asked).toEqual([]);
    await pass(page, asked, 4 * MINUTE);
    await expect.poll(() => asked).toEqual(["POST /refresh"]);
    expect(await said(page)).toEqual(["loading", "authenticated: Ada"]);
  });
}
