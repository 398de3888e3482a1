import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";

const MAC =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

const name = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at?.getAttribute("aria-label") ?? at?.textContent;
  });

test("all of it can be done with the keyboard alone", async ({ page, site }) => {
  await site.signInElsewhere(MAC);
  site.ahead += 1_000;
  await site.signInElsewhere(LINUX);
  await page.goto("/");
  await expect(page.getByRole("listitem")).toHaveCount(3);
  const walk: (string | null | undefined)[] = [];
  for (let step = 0; step < 4; step++) {
    await page.keyboard.press("Tab");
    walk.push(await name(page));
  }
  expect(walk).toEqual([
    "Sign out",
    "Sign out Firefox on Linux, last active now",
    "Sign out Chrome on macOS, last active now",
    "Sign out everywhere…",
  ]);

  // A device goes: its neighbour is next, and it is said which one went.
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  expect(await name(page)).toBe("Sign out Chrome on macOS, last active now");
  await expect(page.getByText("Signed out Firefox on Linux.")).toBeVisible();

  // The question: its first choice changes nothing, Escape neither, and both lead back.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await name(page)).toBe("Cancel");
  await page.keyboard.press("Enter");
  expect(await name(page)).toBe("Sign out everywhere…");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  expect(await name(page)).toBe("Sign out other devices");
  await page.keyboard.press("Escape");
  expect(await name(page)).toBe("Sign out everywhere…");
  await expect(page.getByRole("listitem")).toHaveCount(2);

  // The answer: the button has gone, so the heading is where one goes on.
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Signed out Chrome on macOS.")).toBeVisible();
  expect(await name(page)).toBe("Where you are signed in");
  await expect(page.getByRole("listitem")).toHaveCount(1);
});

test.describe("near the end", () => {
  test.use({ siteOptions: { lifetime: { access: "1m", idle: "10m", absolute: "1d" } } });

  test("staying signed in is a key away, and one goes on where one was", async ({ page, site }) => {
    await page.clock.install();
    await page.goto("/?attended=1");
    await expect(page.getByRole("listitem")).toHaveCount(1);
    site.log.length = 0;
    await page.getByRole("button", { name: "Sign out", exact: true }).focus();
    site.ahead = 500_000;
    await page.clock.fastForward(500_000);
    await expect(page.getByRole("alert").last()).toHaveText(
      "Nothing has happened here for a while. You will be signed out in 2 minutes.",
    );
    // Whoever uses a key is there, and their session goes on; the first one does it already.
    await page.keyboard.press("Tab");
    await expect(page.locator("[data-part=stay]")).toHaveCount(0);
    expect(site.log).toEqual(["POST /refresh"]);
    await expect(page.getByTestId("status")).toContainText("authenticated Ada");
  });

  test("the button does it without a sign of life, as speech and switches press it", async ({
    page,
    site,
  }) => {
    await page.clock.install();
    await page.goto("/?attended=1");
    const before = page.getByRole("button", { name: "Sign out", exact: true });
    await before.focus();
    site.ahead = 500_000;
    await page.clock.fastForward(500_000);
    const stay = page.getByRole("button", { name: "Stay signed in" });
    await stay.evaluate((button: HTMLElement) => {
      button.focus();
      button.click();
    });
    await expect(stay).toHaveCount(0);
    await expect(before).toBeFocused();
    await expect(page.getByTestId("status")).toContainText("authenticated Ada");
  });
});
