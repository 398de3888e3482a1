import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type App, startApp } from "./start-app.ts";

declare global {
  interface Window {
    /** Every line that said who is signed in, in order. */
    said: string[];
  }
}

export interface Options {
  readonly mode: "start" | "dev";
}

interface Fixtures {
  /** What the endpoints were asked by pages of this context: `"GET /session"`. */
  readonly asked: string[];
  /** What a test brings about on purpose, and Chromium prints an error for. */
  readonly expected: RegExp | undefined;
  readonly quiet: undefined;
}

interface WorkerFixtures extends Options {
  readonly app: App;
}

/** Next fetches ahead: styles that a page may not need, and private pages, which is 401 to whoever is signed out. */
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
    await context.addInitScript(keepWhatIsSaid);
    await use(context);
  },
  asked: async ({ context }, use) => {
    const asked: string[] = [];
    context.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith("/api/auth/")) return;
      asked.push(`${request.method()} ${pathname.slice("/api/auth".length)}`);
    });
    await use(asked);
  },
  expected: [undefined, { option: true }],
  // A mismatch while hydrating is printed or thrown: whatever a page says that is no plain remark fails the test.
  quiet: [
    async ({ context, expected }, use) => {
      const printed: string[] = [];
      listen(context, printed);
      await use(undefined);
      const rest = printed.filter((text) => !UNIMPORTANT.test(text) && !expected?.test(text));
      expect(rest, "what the browser's console said").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export const who = (page: Page) => page.getByTestId("who");

export const said = (page: Page) => page.evaluate(() => window.said);

/** The answer to the next question of this page to an endpoint, once all of it is there. */
export async function answered(page: Page): Promise<void> {
  await (await page.waitForResponse(/\/api\/auth\//)).finished();
}

/** Lets so much time of the page pass, or less if an endpoint is asked, in steps that a real answer fits into. */
export async function pass(page: Page, asked: readonly string[], ms: number): Promise<void> {
  const before = asked.length;
  for (let left = ms; left > 0 && asked.length === before; left -= 10_000) {
    await page.clock.runFor(10_000);
  }
}

/** Through the form, as a person does. Ends on the account page. */
export async function signIn(page: Page, name: "Ada" | "Bao"): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `As ${name}` }).click();
  await expect(page.getByRole("heading", { name: "Account" })).toBeVisible();
}

/** As when the access token has run out: the browser drops its cookie at that very moment. */
export async function expireAccess(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: "access" });
}

function listen(context: BrowserContext, printed: string[]): void {
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) printed.push(message.text());
  });
  context.on("weberror", (error) => printed.push(String(error.error())));
}

function keepWhatIsSaid(): void {
  window.said = [];
  new MutationObserver(() => {
    const line = document.querySelector("[data-testid=who]")?.textContent;
    if (line && line !== window.said.at(-1)) window.said.push(line);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
