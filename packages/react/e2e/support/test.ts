import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
// What it puts on its window.
import type {} from "../page/page.tsx";
import type { AppSessionsOptions } from "./app-sessions.ts";
import { buildPage } from "./build-page.ts";
import { type Site, startSite } from "./site.ts";

interface Fixtures {
  readonly siteOptions: AppSessionsOptions;
  readonly site: Site;
  /** Opens the page, signed in unless it says otherwise. */
  readonly open: (query?: string, context?: BrowserContext) => Promise<Page>;
  readonly signIn: undefined;
}

/** What a browser prints of its own accord about an answer that a test has asked for. */
const EXPECTED = /Failed to load resource/;

export const test = base.extend<Fixtures, { readonly folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
  folder: [async ({}, use) => use(await buildPage()), { scope: "worker" }],
  siteOptions: [{}, { option: true }],
  site: async ({ folder, siteOptions }, use) => {
    const site = await startSite(folder, siteOptions);
    await use(site);
    await site.close();
  },
  baseURL: ({ site }, use) => use(site.url),
  signIn: [
    async ({ context, baseURL }, use) => {
      const said: string[] = [];
      context.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) said.push(message.text());
      });
      context.on("weberror", (error) => said.push(String(error.error())));
      await context.request.get(`${baseURL}/sign-in`);
      await use(undefined);
      expect(said.filter((text) => !EXPECTED.test(text))).toEqual([]);
    },
    { auto: true },
  ],
  open: ({ context, site }, use) =>
    use(async (query = "", where = context) => {
      const page = await where.newPage();
      await page.goto(`/${query}`);
      await page.waitForFunction(() => window.statuses?.at(-1) === "authenticated");
      site.log.length = 0;
      return page;
    }),
});

export { expect };

export const status = (page: Page) => page.getByTestId("status");

/** Lets the page's time pass, in steps that a real answer fits into, for so long or until the server has been asked. */
export async function pass(page: Page, site: Site, ms: number): Promise<void> {
  const before = site.log.length;
  for (let left = ms; left > 0 && site.log.length === before; left -= 10_000) {
    await page.clock.runFor(Math.min(left, 10_000));
    await page.evaluate(() => fetch("/elsewhere").then(() => undefined));
  }
}
