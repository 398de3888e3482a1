import { expect, test } from "./support/test.ts";

const AGENTS = [139, 140, 141, 142].map(
  (version) =>
    `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`,
);

test.beforeEach(async ({ page, site }) => {
  for (const agent of AGENTS) await site.signInElsewhere(agent);
  await page.goto("/");
  await expect(page.getByRole("listitem")).toHaveCount(5);
  site.log.length = 0;
});

test("a double click ends one device, also if the server answers between its clicks", async ({
  page,
  site,
}) => {
  const box = await page.locator("[data-part=revoke]").first().boundingBox();
  const [x, y] = [(box?.x ?? 0) + 10, (box?.y ?? 0) + 10];
  await page.mouse.move(x, y);
  await page.mouse.down({ clickCount: 1 });
  await page.mouse.up({ clickCount: 1 });
  await expect(page.getByRole("listitem")).toHaveCount(4);
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await page.locator("[data-part=revoke]").last().dblclick();
  await expect(page.getByRole("listitem")).toHaveCount(3);
  await page.evaluate(() => fetch("/elsewhere").then(() => undefined));
  expect(site.log.filter((line) => line.startsWith("DELETE"))).toHaveLength(2);
});

test("a held key ends one device, also if the server answers while it is held", async ({
  page,
  site,
}) => {
  await page.locator("[data-part=revoke]").first().focus();
  await page.keyboard.down("Enter");
  for (let repeat = 0; repeat < 5; repeat++) await page.keyboard.down("Enter");
  await expect(page.getByRole("listitem")).toHaveCount(4);
  await expect(page.locator("[data-part=revoke]").first()).toBeFocused();
  for (let repeat = 0; repeat < 5; repeat++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await page.evaluate(() => fetch("/elsewhere").then(() => undefined));
  expect(site.log.filter((line) => line.startsWith("DELETE"))).toHaveLength(1);
  await expect(page.getByRole("listitem")).toHaveCount(4);
});

test("the result is visible while a long list is scrolled to its end", async ({ page, site }) => {
  for (let count = 0; count < 25; count++) await site.signInElsewhere("");
  await page.reload();
  await expect(page.getByRole("listitem")).toHaveCount(30);
  await page.locator("[data-part=revoke]").last().click();
  await expect(page.getByRole("listitem")).toHaveCount(29);
  await expect(page.locator("[data-part=messages] [role=status]")).toBeInViewport({ ratio: 1 });
});
