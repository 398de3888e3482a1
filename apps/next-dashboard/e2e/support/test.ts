import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type App, startApp } from "../start-app.ts";
import { type Database, openDatabase, type Person } from "./database.ts";

export interface Options {
  readonly strategy: "jwt" | "database";
}

interface Fixtures {
  /** Somebody who can sign in, and whom no other test knows. */
  readonly person: Person;
  readonly browserConsole: BrowserConsole;
  /** Another browser, watched like the first one. */
  readonly otherContext: BrowserContext;
}

/** What pages print as an error or a warning fails the test, but for what it says it expects. */
interface BrowserConsole {
  readonly expect: (pattern: RegExp) => void;
  readonly watch: (context: BrowserContext) => void;
}

interface WorkerFixtures extends Options {
  readonly app: App;
  readonly database: Database;
}

/** Next preloads the styles of pages that links lead to, and Chromium remarks that they were not used yet. */
const UNIMPORTANT = [/was preloaded using link preload but not used/];

export const test = base.extend<Fixtures, WorkerFixtures>({
  strategy: ["jwt", { option: true, scope: "worker" }],
  app: [
    async ({ strategy }, use) => {
      const app = await startApp({ strategy });
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  database: [
    async ({ app }, use) => {
      const database = await openDatabase(app.databaseFile);
      await use(database);
      database.close();
    },
    { scope: "worker" },
  ],
  baseURL: ({ app }, use) => use(app.url),
  person: async ({ database }, use) => use(await database.createPerson()),
  browserConsole: [
    async ({ context }, use) => {
      const expected = [...UNIMPORTANT];
      const printed: string[] = [];
      const watch = (watched: BrowserContext) => collect(watched, printed);
      watch(context);
      await use({ expect: (pattern) => expected.push(pattern), watch });
      const rest = printed.filter((text) => !expected.some((pattern) => pattern.test(text)));
      expect(rest, "what the browser's console said").toEqual([]);
    },
    { auto: true },
  ],
  otherContext: async ({ browser, browserConsole, baseURL }, use) => {
    const context = await browser.newContext({ ...(baseURL && { baseURL }) });
    browserConsole.watch(context);
    await use(context);
    await context.close();
  },
});

export { expect };

function collect(context: BrowserContext, printed: string[]): void {
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) printed.push(message.text());
  });
  context.on("weberror", (error) => printed.push(String(error.error())));
}

/** Through the form, as a person does. Ends where `callbackUrl` or the form leads. */
export async function signIn(
  page: Page,
  { email, password }: Person,
  { remember = true, at = "/sign-in" } = {},
): Promise<void> {
  await page.goto(at);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Remember me").setChecked(remember);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** What the overview says of the session it was rendered for. */
export async function sessionId(page: Page): Promise<string> {
  return (await page.getByTestId("session-id").textContent()) ?? "";
}

/** As when the access token has run out: its cookie is gone, as the browser drops it at that very moment. */
export async function expireAccess(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: "access" });
}
