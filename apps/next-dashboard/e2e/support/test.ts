import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import type { AnySessions } from "@sessionkit/core";
import { signIn as createSignIn } from "@sessionkit/testing/app";
import { type App, startApp } from "../start-app.ts";
import { type Database, openDatabase, type Person } from "./database.ts";
import { openSessions } from "./open-sessions.ts";

export interface Options {
  readonly strategy: "jwt" | "database";
}

interface Fixtures {
  /** A user of this test alone. */
  readonly person: Person;
  /** Signs the person in without the form, which takes a second less, and opens the dashboard. */
  readonly openDashboard: () => Promise<void>;
  readonly browserConsole: BrowserConsole;
  /** Another browser context, whose console is checked as well. */
  readonly otherContext: BrowserContext;
}

/** Errors and warnings in the console fail the test, except for expected ones. */
interface BrowserConsole {
  readonly expect: (pattern: RegExp) => void;
  readonly watch: (context: BrowserContext) => void;
}

interface WorkerFixtures extends Options {
  readonly app: App;
  readonly database: Database;
  readonly sessions: AnySessions;
}

/** Next preloads the styles of linked pages, and Chromium warns that they were not used. */
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
  sessions: [
    async ({ app, strategy }, use) => {
      const { sessions, close } = await openSessions(app, strategy);
      await use(sessions);
      close();
    },
    { scope: "worker" },
  ],
  baseURL: ({ app }, use) => use(app.url),
  person: async ({ database }, use) => use(await database.createPerson()),
  openDashboard: ({ sessions, person, page, context, baseURL }, use) =>
    use(async () => {
      const { storageState } = await createSignIn(sessions, person.id, { baseURL });
      await context.addCookies(storageState.cookies);
      await page.goto("/dashboard");
    }),
  browserConsole: [
    async ({ context }, use) => {
      const expected = [...UNIMPORTANT];
      const printed: string[] = [];
      const watch = (watched: BrowserContext) => collect(watched, printed);
      watch(context);
      await use({ expect: (pattern) => expected.push(pattern), watch });
      const rest = printed.filter((text) => !expected.some((pattern) => pattern.test(text)));
      expect(rest, "errors and warnings in the browser's console").toEqual([]);
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

/** Signs in through the form, and waits for the page after it. */
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

/** The session id on the overview page. */
export async function sessionId(page: Page): Promise<string> {
  return (await page.getByTestId("session-id").textContent()) ?? "";
}

/** Simulates an expired access token: browsers delete its cookie at that time. */
export async function expireAccess(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: "access" });
}
