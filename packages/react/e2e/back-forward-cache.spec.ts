import { expect, test } from "./support/test.ts";

test("a page that is restored from the back-forward cache checks the session", async ({
  page,
  site,
}) => {
  await page.goto("/?cacheable");
  await expect(page.getByRole("listitem")).toHaveCount(1);
  await page.goto("/elsewhere");
  site.log.length = 0;
  await page.goBack({ waitUntil: "commit" });
  await expect(page.getByText("Private notes of Ada")).toBeVisible();
  expect(await page.evaluate(() => window.wasRestored)).toBe(true);
  await expect.poll(() => site.log).toEqual(["GET /session"]);
});

/** How the user signs out, and whether the page may be stored. */
const signOuts = [
  ["on another page, with `no-store`", "", "/sign-out"],
  ["in another tab, with a page that may be stored", "?cacheable", "another tab"],
] as const;

for (const [where, query, how] of signOuts) {
  test(`after a sign-out ${where}, going back shows no private content`, async ({ page, open }) => {
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
