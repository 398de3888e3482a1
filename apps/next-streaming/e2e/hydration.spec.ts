import { expect, signIn, test, who } from "./support/test.ts";

test("a session that streams into a static shell is hydrated without a word, and without a request", async ({
  page,
  asked,
}) => {
  await signIn(page, "Ada");
  for (const [path, text] of [
    ["/", "Welcome back, Ada."],
    ["/account", "This device"],
    ["/notes", "Private notes of Ada: water the quince."],
  ] as const) {
    asked.length = 0;
    await page.goto(path);
    await expect(page.getByText(text)).toBeVisible();
    await expect(who(page)).toHaveText("authenticated: Ada");
    expect(asked).toEqual([]);
  }
});

test("so is the answer that nobody is signed in", async ({ page, asked }) => {
  await page.goto("/");
  await expect(page.getByTestId("greeting")).toHaveText("Welcome, stranger.");
  await expect(who(page)).toHaveText("unauthenticated");
  expect(asked).toEqual([]);
});

test("what is prerendered says nothing of anybody, and the page is hydrated before the rest is there", async ({
  page,
  request,
  baseURL,
}) => {
  await signIn(page, "Ada");
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
  const answer = await request.get(`${baseURL}/`, { headers: { cookie: cookie.join("; ") } });
  const html = await answer.text();
  const shell = html.slice(0, html.indexOf("Looking who is there…"));
  expect(shell).toContain('data-testid="who">loading');
  expect(shell).not.toContain("Ada");
  expect(html).toContain("Welcome back, ");
});
