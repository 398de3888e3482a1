import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
// The members that the page adds to its window.
import type {} from "../page/page.tsx";
import type { AppSessionsOptions } from "./app-sessions.ts";
import { buildPage } from "./build-page.ts";
import { type Site, startSite } from "./site.ts";

interface Fixtures {
  readonly siteOptions: AppSessionsOptions;
  readonly site: Site;
  /** Opens the page and waits until it is signed in. */
  readonly open: (query?: string, context?: BrowserContext) => Promise<Page>;
  readonly signIn: undefined;
}

/** The message that a browser prints about an error response that a test causes. */
const EXPECTED = /Failed to load resource/;

export const test = base.extend<Fixtures, { readonly folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
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
      const messages: string[] = [];
      context.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) messages.push(message.text());
      });
      context.on("weberror", (error) => messages.push(String(error.error())));
      await context.request.get(`${baseURL}/sign-in`);
      await use(undefined);
      expect(messages.filter((text) => !EXPECTED.test(text))).toEqual([]);
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

export { expect, type Site };

export const status = (page: Page) => page.getByTestId("status");

/** Advances the page's clock by `ms` or until the server gets a request, in steps that let real answers arrive. */
export async function advance(page: Page, site: Site, ms: number): Promise<void> {
  const before = site.log.length;
  for (let left = ms; left > 0 && site.log.length === before; left -= 10_000) {
    await page.clock.runFor(Math.min(left, 10_000));
    await letAnswersArrive(page);
  }
}

/** Waits until the page has read the answers that the server has sent, for which its clock is not needed. */
export async function letAnswersArrive(page: Page): Promise<void> {
  await page.evaluate(() => fetch("/elsewhere").then(() => undefined));
}
