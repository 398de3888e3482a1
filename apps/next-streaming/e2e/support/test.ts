import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type App, startApp } from "./start-app.ts";

declare global {
  interface Window {
    /** Every text of the session status, in order. */
    shownStatuses: string[];
  }
}

export interface Options {
  readonly mode: "start" | "dev";
}

interface Fixtures {
  /** The requests of this context to the endpoints: `"GET /session"`. */
  readonly authRequests: string[];
  /** Errors in the console that a test causes on purpose. */
  readonly expected: RegExp | undefined;
  readonly cleanConsole: undefined;
}

interface WorkerFixtures extends Options {
  readonly app: App;
}

/** Next prefetches styles that a page may not use, and private pages, which are 401 for signed-out users. */
const UNIMPORTANT = /was preloaded using link preload but not used|status of 401/;

export const test = base.extend<Fixtures, WorkerFixtures>({
  mode: ["start", { option: true, scope: "worker" }],
  app: [
    async ({ mode }, use) => {
      const app = await startApp(mode);
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: ({ app }, use) => use(app.url),
  context: async ({ context }, use) => {
    await context.addInitScript(recordStatuses);
    await use(context);
  },
  authRequests: async ({ context }, use) => {
    const authRequests: string[] = [];
    context.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith("/api/auth/")) return;
      authRequests.push(`${request.method()} ${pathname.slice("/api/auth".length)}`);
    });
    await use(authRequests);
  },
  expected: [undefined, { option: true }],
  // A hydration mismatch is printed or thrown: any error or warning in the console fails the test.
  cleanConsole: [
    async ({ context, expected }, use) => {
      const printed: string[] = [];
      listen(context, printed);
      await use(undefined);
      const rest = printed.filter((text) => !UNIMPORTANT.test(text) && !expected?.test(text));
      expect(rest, "errors and warnings in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export const statusOf = (page: Page) => page.getByTestId("session-status");

export const shownStatuses = (page: Page) => page.evaluate(() => window.shownStatuses);

/** Waits for the complete answer to the page's next request to an endpoint. */
export async function answered(page: Page): Promise<void> {
  await (await page.waitForResponse(/\/api\/auth\//)).finished();
}

/** Advances the page's clock, in steps that allow real answers to arrive. Stops early at a request to an endpoint. */
export async function advance(
  page: Page,
  authRequests: readonly string[],
  ms: number,
): Promise<void> {
  const before = authRequests.length;
  for (let left = ms; left > 0 && authRequests.length === before; left -= 10_000) {
    await page.clock.runFor(10_000);
  }
}

/** Signs in through the form, and waits for the account page. */
export async function signIn(page: Page, name: "Ada" | "Bao"): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `As ${name}` }).click();
  await expect(page.getByRole("heading", { name: "Account" })).toBeVisible();
}

/** Simulates an expired access token: browsers delete its cookie at that time. */
export async function expireAccess(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: "access" });
}

function listen(context: BrowserContext, printed: string[]): void {
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) printed.push(message.text());
  });
  context.on("weberror", (error) => printed.push(String(error.error())));
}

function recordStatuses(): void {
  window.shownStatuses = [];
  new MutationObserver(() => {
    const line = document.querySelector("[data-testid=session-status]")?.textContent;
    if (line && line !== window.shownStatuses.at(-1)) window.shownStatuses.push(line);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
