import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";

const MAC =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

const focusedName = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at?.getAttribute("aria-label") ?? at?.textContent;
  });

test("every action is available by keyboard", async ({ page, site }) => {
  await site.signInElsewhere(MAC);
  site.ahead += 1_000;
  await site.signInElsewhere(LINUX);
  await page.goto("/");
  await expect(page.getByRole("listitem")).toHaveCount(3);
  const tabOrder: (string | null | undefined)[] = [];
  for (let step = 0; step < 4; step++) {
    await page.keyboard.press("Tab");
    tabOrder.push(await focusedName(page));
  }
  expect(tabOrder).toEqual([
    "Sign out",
    "Sign out Firefox on Linux, last active now",
    "Sign out Chrome on macOS, last active now",
    "Sign out everywhere…",
  ]);

  // After a device has ended, the next one has the focus.
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Signed out Firefox on Linux.")).toBeVisible();
  expect(await focusedName(page)).toBe("Sign out Chrome on macOS, last active now");

  // The dialog: its first button and Escape cancel, and both restore the focus.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await focusedName(page)).toBe("Cancel");
  await page.keyboard.press("Enter");
  expect(await focusedName(page)).toBe("Sign out everywhere…");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  expect(await focusedName(page)).toBe("Sign out other devices");
  await page.keyboard.press("Escape");
  expect(await focusedName(page)).toBe("Sign out everywhere…");
  await expect(page.getByRole("listitem")).toHaveCount(2);

  // After the confirmation the button is gone, so that the heading has the focus.
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Signed out Chrome on macOS.")).toBeVisible();
  expect(await focusedName(page)).toBe("Where you are signed in");
  await expect(page.getByRole("listitem")).toHaveCount(1);
});

test.describe("near the end", () => {
  test.use({ siteOptions: { lifetime: { access: "1m", idle: "10m", absolute: "1d" } } });

  test("a key press extends the session, and the focus is kept", async ({ page, site }) => {
    await page.clock.install();
    await page.goto("/?activity=1");
    await expect(page.getByRole("listitem")).toHaveCount(1);
    site.log.length = 0;
    await page.getByRole("button", { name: "Sign out", exact: true }).focus();
    site.ahead = 500_000;
    await page.clock.fastForward(500_000);
    await expect(page.getByRole("alert").last()).toHaveText(
      "You have been inactive for a while. You will be signed out in less than 2 minutes.",
    );
    // A key press is user activity, which already extends the session.
    await page.keyboard.press("Tab");
    await expect(page.locator("[data-part=extend]")).toHaveCount(0);
    expect(site.log).toEqual(["POST /refresh"]);
    await expect(page.getByTestId("status")).toContainText("authenticated Ada");
  });

  test("the button extends the session without user activity, as assistive technology presses it", async ({
    page,
    site,
  }) => {
    await page.clock.install();
    await page.goto("/?activity=1");
    const before = page.getByRole("button", { name: "Sign out", exact: true });
    await before.focus();
    site.ahead = 500_000;
    await page.clock.fastForward(500_000);
    const extend = page.getByRole("button", { name: "Stay signed in" });
    await extend.evaluate((button: HTMLElement) => {
      button.focus();
      button.click();
    });
    await expect(extend).toHaveCount(0);
    await expect(before).toBeFocused();
    await expect(page.getByTestId("status")).toContainText("authenticated Ada");
  });
});
