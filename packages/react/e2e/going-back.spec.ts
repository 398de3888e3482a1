import { expect, test } from "./support/test.ts";

test("a page that comes back from the back-forward cache asks, and goes on", async ({
  page,
  site,
}) => {
  await page.goto("/?cacheable");
  await expect(page.getByRole("listitem")).toHaveCount(1);
  await page.goto("/elsewhere");
  site.log.length = 0;
  await page.goBack({ waitUntil: "commit" });
  await expect(page.getByText("Private notes of Ada")).toBeVisible();
  expect(await page.evaluate(() => window.cameBack)).toBe(true);
  await expect.poll(() => site.log).toEqual(["GET /session"]);
});

/** How a user leaves it, and what sort of page may be kept then. */
const endings = [
  ["on another page, where pages are not stored", "", "/sign-out"],
  ["in another tab, where they are", "?cacheable", "another tab"],
] as const;

for (const [words, query, how] of endings) {
  test(`after a sign-out ${words}, going back shows nothing private`, async ({ page, open }) => {
    await page.addInitScript(() => {
      addEventListener("pageshow", () => {
        sessionStorage.setItem("shown", document.body.textContent);
      });
    });
    await page.goto(`/${query}`);
    await expect(page.getByText("Private notes of Ada")).toBeVisible();
    await page.goto("/elsewhere");
    if (how === "another tab") {
      const tab = await open();
      await tab.getByRole("button", { name: "Sign out", exact: true }).click();
      await expect(tab.getByText("Please sign in")).toBeVisible();
    } else {
      await page.evaluate((address) => fetch(address).then(() => undefined), how);
    }
    await page.goBack({ waitUntil: "commit" });
    await expect(page.getByText("Please sign in")).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.getItem("shown"))).not.toContain("Ada");
    await expect(page.getByText("Ada")).toHaveCount(0);
  });
}
