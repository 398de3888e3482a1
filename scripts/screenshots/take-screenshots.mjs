import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import base from "../../playwright.base.ts";
import { root } from "../run.mjs";

/** @typedef {import("./pictures.mjs").Picture} Picture */

const support = join(root, "packages/react/e2e/support");
const { buildPage } = await import(join(support, "build-page.ts"));
const { startSite } = await import(join(support, "site.ts"));

export const schemes = /** @type {const} */ (["light", "dark"]);

/** In pixels of CSS, around the component. */
const MARGIN = 16;

/**
 * Takes pictures of the components, as `<name>-<scheme>.png`. Needs the built packages.
 *
 * @param {string} folder
 * @param {Record<string, Picture>} pictures
 */
export async function takeScreenshots(folder, pictures) {
  mkdirSync(folder, { recursive: true });
  const built = await buildPage(mkdtempSync(join(tmpdir(), "screenshots-page-")));
  const browser = await chromium.launch(base.use?.launchOptions);
  try {
    for (const [name, picture] of Object.entries(pictures))
      for (const scheme of schemes)
        await take(browser, built, picture, scheme, join(folder, `${name}-${scheme}.png`));
  } finally {
    await browser.close();
    rmSync(built, { recursive: true });
  }
}

/**
 * @param {import("@playwright/test").Browser} browser
 * @param {string} built the folder of the page
 * @param {Picture} picture
 * @param {(typeof schemes)[number]} colorScheme
 * @param {string} path
 */
async function take(browser, built, picture, colorScheme, path) {
  const site = await startSite(built, { lifetime: picture.lifetime });
  const context = await browser.newContext({
    baseURL: site.url,
    colorScheme,
    viewport: { width: 560, height: 800 },
    timezoneId: "UTC",
  });
  try {
    const page = await context.newPage();
    await picture.open(page, site);
    const box = await page.locator(picture.part).boundingBox();
    if (!box) throw new Error(`${path} would be empty.`);
    const clip = {
      x: box.x - MARGIN,
      y: box.y - MARGIN,
      width: box.width + 2 * MARGIN,
      height: box.height + 2 * MARGIN,
    };
    await page.screenshot({ path, clip, fullPage: true, animations: "disabled", caret: "hide" });
  } finally {
    await context.close();
    await site.close();
  }
}
