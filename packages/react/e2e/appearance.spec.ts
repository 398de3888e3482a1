import { EventEmitter, once } from "node:events";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { advance, expect, test } from "./support/test.ts";

const MAC =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

const themes = [
  { name: "light", width: 900, colorScheme: "light", query: "" },
  { name: "dark", width: 900, colorScheme: "dark", query: "" },
  { name: "narrow", width: 320, colorScheme: "light", query: "" },
  { name: "rtl", width: 900, colorScheme: "light", query: "lang=ar" },
  { name: "rtl-narrow-dark", width: 320, colorScheme: "dark", query: "lang=ar" },
] as const;

test.use({ siteOptions: { lifetime: { access: "1m", idle: "10m", absolute: "1d" } } });

for (const { name, width, colorScheme, query } of themes) {
  test.describe(`in ${name}`, () => {
    test.use({ viewport: { width, height: 700 }, colorScheme });

    test("every state fits, and axe finds no violation", async ({ page, site }) => {
      const capture = (title: string) => take(page, `${title}-${name}`);
      for (const device of [MAC, PHONE, ""]) await site.signInElsewhere(device);
      site.ahead = 120_000;
      await page.clock.install({ time: Date.now() + site.ahead });
      await page.goto(`/?activity=1&${query}`);
      await expect(page.getByRole("listitem")).toHaveCount(4);
      await capture("list");

      await page.locator("[data-part=everywhere]").click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await capture("dialog");
      await page.keyboard.press("Escape");

      site.down = true;
      await page.locator("[data-part=revoke]").first().click();
      await expect(page.locator("[data-part=messages] [role=alert]")).not.toBeEmpty();
      await capture("failed");
      site.down = false;
      const answer = new EventEmitter();
      site.held = once(answer, "sent");
      await page.locator("[data-part=revoke]").first().click();
      await expect(page.locator("[data-part=session][aria-busy=true]")).toHaveCount(1);
      await capture("pending");
      answer.emit("sent");
      site.held = undefined;
      await expect(page.getByRole("listitem")).toHaveCount(3);
      await expect(page.locator("[data-part=messages] [role=status]")).not.toBeEmpty();
      await capture("ended");

      await page.clock.fastForward(510_000);
      await expect(page.locator("[data-part=extend]")).toBeVisible();
      await capture("soon");
      site.ahead += 660_000;
      await advance(page, site, 120_000);
      await expect(page.locator("[data-status=ended]")).toBeVisible();
      await capture("over");

      site.down = true;
      await page.goto(`/?seed=none&${query}`);
      await capture("loading");
      site.down = false;
      await page.context().request.get(`${site.url}/sign-in`);
      await page.route("**/api/auth/sessions", () => new Promise(() => undefined));
      await page.goto(`/?${query}`);
      await expect(page.locator("[data-part=placeholder]")).toHaveCount(3);
      await capture("list-loading");
    });
  });
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `.results/screenshots/${name}.png`, fullPage: true });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${name} fits the width of the window`).toBe(0);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("button")]
      .map((button) => button.getBoundingClientRect())
      .filter(({ width, height }) => width > 0 && Math.min(width, height) < 24),
  );
  expect(small, `${name} has no target below 24 pixels`).toEqual([]);
  // Every state in one theme, and each colour scheme, width and direction with some states.
  if (!/-light$|^(list|dialog|soon)-rtl-narrow-dark$/.test(name)) return;
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
}
