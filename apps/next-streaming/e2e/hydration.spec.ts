import { expect, signIn, statusOf, test } from "./support/test.ts";

test("a session that streams into a static shell is hydrated without a warning and without a request", async ({
  page,
  authRequests,
}) => {
  await signIn(page, "Ada");
  for (const [path, text] of [
    ["/", "Welcome back, Ada."],
    ["/account", "This device"],
    ["/notes", "Private notes of Ada: water the quince."],
  ] as const) {
    authRequests.length = 0;
    await page.goto(path);
    await expect(page.getByText(text)).toBeVisible();
    await expect(statusOf(page)).toHaveText("authenticated: Ada");
    expect(authRequests).toEqual([]);
  }
});

test("a signed-out state is hydrated in the same way", async ({ page, authRequests }) => {
  await page.goto("/");
  await expect(page.getByTestId("greeting")).toHaveText("Welcome. You are not signed in.");
  await expect(statusOf(page)).toHaveText("unauthenticated");
  expect(authRequests).toEqual([]);
});

test("the prerendered shell contains no user, and is hydrated before the rest is streamed", async ({
  page,
  request,
  baseURL,
}) => {
  await signIn(page, "Ada");
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
  const answer = await request.get(`${baseURL}/`, { headers: { cookie: cookie.join("; ") } });
  const html = await answer.text();
  const shell = html.slice(0, html.indexOf("Loading your session…"));
  expect(shell).toContain('data-testid="session-status">loading');
  expect(shell).not.toContain("Ada");
  expect(html).toContain("Welcome back, ");
});
