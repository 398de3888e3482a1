import { expect, signIn, test } from "./support/test.ts";

/** Headers are limited to Latin-1, and to the size that the server accepts. */
const agents = [
  "<img src=x onerror=\"document.title='hacked'\">",
  "</script><script>document.title='hacked'</script>",
  "javascript:document.title='hacked'//",
  "%3Cimg%20src=x%20onerror=alert(1)%3E {{7*7}}",
  `Mozilla/5.0 (\u00ad\u0085) ${"A".repeat(4_000)} Chrome/156.0.0.0`,
];

test("markup in a user agent is shown as text", async ({ page, browser, baseURL }) => {
  await signIn(page, "Bao");
  await expect(page.getByText("This device")).toBeVisible();
  const rows = page.getByRole("listitem");
  const before = await rows.count();
  for (const userAgent of agents) {
    const context = await browser.newContext({ userAgent, ...(baseURL && { baseURL }) });
    await signIn(await context.newPage(), "Bao");
    await context.close();
  }
  await page.reload();
  await expect(rows).toHaveCount(before + agents.length);
  await expect(page.locator("main img, main script")).toHaveCount(0);
  await expect(page).toHaveTitle("Streaming");
  for (const row of await rows.allInnerTexts()) expect(row.length).toBeLessThan(250);
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider).toBe(0);
});
