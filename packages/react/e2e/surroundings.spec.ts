import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { advance, expect, type Site, test } from "./support/test.ts";

const MAC =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/** The style sheets around the components, each with the colour schemes that it has. */
const styleSheets = [
  ["plain", "light", "dark"],
  ["none", "light", "dark"],
  ["reset-first", "light"],
  ["reset-last", "dark"],
  ["bootstrap-first", "light"],
  ["bootstrap-last", "dark"],
  ["tailwind3-first", "light"],
  ["tailwind3-last", "light"],
  ["tailwind4-first", "light"],
  ["tailwind4-last", "light"],
  ["shadcn", "light", "dark"],
] as const;

/** Whose dark pages are marked by an attribute or a class, not by the system's scheme. */
const MARKED = new Set(["bootstrap-last", "shadcn"]);

test.use({
  siteOptions: { lifetime: { access: "1m", idle: "10m", absolute: "1d" } },
  viewport: { width: 900, height: 700 },
});

for (const [css, ...schemes] of styleSheets) {
  for (const scheme of schemes) {
    test(`with the style sheet ${css}, ${scheme}, the components keep their layout and contrast`, async ({
      page,
      site,
    }) => {
      const marked = MARKED.has(css);
      await page.emulateMedia({ colorScheme: marked ? "light" : scheme });
      await open(page, site, `css=${css}${marked && scheme === "dark" ? "&dark" : ""}`);
      const check = (name: string) => inspect(page, `${css}-${scheme}-${name}`);
      const icon = await page.locator("[data-part=icon]").first().boundingBox();
      expect(icon).toMatchObject({ width: 24, height: 24 });
      await check("list");
      await page.locator("[data-part=everywhere]").click();
      await check("dialog");
      const dialog = await page.getByRole("dialog").boundingBox();
      expect(Math.abs((dialog?.x ?? 0) + (dialog?.width ?? 0) / 2 - 450)).toBeLessThan(12);
      expect(dialog?.y).toBeGreaterThan(100);
      await page.keyboard.press("Escape");
      site.down = true;
      await page.locator("[data-part=revoke]").click();
      await expect(page.locator("[data-part=messages] [role=alert]")).not.toBeEmpty();
      site.down = false;
      await page.clock.fastForward(510_000);
      await expect(page.locator("[data-part=extend]")).toBeVisible();
      await check("soon");
      if (css === "none") return;
      for (const part of ["revoke", "everywhere", "extend"]) await expectButton(page, part);
    });
  }
}

for (const css of ["tailwind3-first", "tailwind3-last", "tailwind4-first", "tailwind4-last"]) {
  test(`with the style sheet ${css}, utilities in className take precedence`, async ({
    page,
    site,
  }) => {
    await open(page, site, `css=${css}&utilities`);
    await page.clock.fastForward(510_000);
    await expect(page.locator("[data-part=extend]")).toBeVisible();
    const roots = ["active-sessions", "expiry-notice"].map((name) => `[data-sessionkit=${name}]`);
    for (const selector of [...roots, "[data-sessionkit=sign-out] button"]) {
      const element = page.locator(selector);
      await expect(element).toHaveCSS("padding", "32px");
      await expect(element).toHaveCSS("margin-top", "24px");
      await expect(element).toHaveCSS("background-color", /rgb\(254, 249, 195\)|oklch\(0\.973/);
      await expect(element).toHaveCSS("color", /rgb\(30, 58, 138\)|oklch\(0\.379/);
    }
    await page.screenshot({ path: `.results/screenshots/${css}-utilities.png`, fullPage: true });
  });
}

async function open(page: Page, site: Site, query: string): Promise<void> {
  await site.signInElsewhere(MAC);
  await page.clock.install({ time: Date.now() + site.ahead });
  await page.goto(`/?activity=1&${query}`);
  await expect(page.getByRole("listitem")).toHaveCount(2);
  await advance(page, site, 0);
}

async function expectButton(page: Page, part: string): Promise<void> {
  const button = page.locator(`button[data-part=${part}]`).first();
  await expect(button).toHaveCSS("border-top-width", "1px");
  await expect(button).toHaveCSS("border-top-style", "solid");
  await expect(button).toHaveCSS("padding-left", "12.8px");
}

async function inspect(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `.results/screenshots/${name}.png` });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${name} fits the width of the window`).toBe(0);
  const { violations } = await new AxeBuilder({ page })
    .include("[data-sessionkit=active-sessions]")
    .include("[data-sessionkit=expiry-notice]")
    .withRules(["color-contrast", "target-size"])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
}
