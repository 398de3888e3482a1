import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import playwright from "../../../../playwright.base.ts";
import { type App, startApp } from "./app.ts";

const QUARTER = 16 * 60_000;
let app: App;
let browser: Browser;

beforeAll(async () => {
  app = await startApp("main", { MODE: "jwt" });
  browser = await chromium.launch(playwright.use?.launchOptions);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** A page of the application whose scripts can call its routes. */
async function openPage(): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${app.origin}/sign-in`);
  return page;
}

const post = (page: Page, path: string, body: object = {}): Promise<number> =>
  page.evaluate(
    async ([url, json]) => {
      const headers = { "content-type": "application/json" };
      return (await fetch(url, { method: "POST", headers, body: json })).status;
    },
    [path, JSON.stringify(body)] as const,
  );

const get = (page: Page, path: string): Promise<unknown> =>
  page.evaluate(async (url) => (await fetch(url)).json(), path);

/** The pathname at the end of a navigation. */
async function visit(page: Page, path: string): Promise<string> {
  await page.goto(app.origin + path);
  return new URL(page.url()).pathname;
}

async function late(page: Page, path: string, meanwhile: () => Promise<unknown>): Promise<unknown> {
  await app.control({ advance: QUARTER });
  const report = get(page, path);
  await app.control({ held: true });
  await meanwhile();
  await app.control({ release: true });
  return report;
}

test("a slow answer of a handler does not overwrite a step-up", async () => {
  const page = await openPage();
  await post(page, "/api/login", { user: "c-step-up" });
  const report = await late(page, "/api/report", () => post(page, "/api/me"));
  expect(report).toEqual({ user: "c-step-up" });
  expect(await visit(page, "/fresh")).toBe("/fresh");
  await app.control({ advance: QUARTER });
  expect(await get(page, "/api/now")).toEqual({ user: "c-step-up" });
});

test("a slow answer of a handler does not overwrite the sign-in of another user", async () => {
  const page = await openPage();
  await post(page, "/api/login", { user: "c-before" });
  const report = await late(page, "/api/report", () =>
    post(page, "/api/login", { user: "c-after" }),
  );
  expect(report).toEqual({ user: "c-before" });
  expect(await get(page, "/api/now")).toEqual({ user: "c-after" });
  await app.control({ advance: QUARTER });
  expect(await get(page, "/api/now")).toEqual({ user: "c-after" });
});

test("a slow answer behind a refresh of the proxy leaves a step-up signed in, not fresh at worst", async () => {
  const page = await openPage();
  await post(page, "/api/login", { user: "c-proxied" });
  await late(page, "/api/proxied-report", () => post(page, "/api/me"));
  expect(await get(page, "/api/now")).toEqual({ user: "c-proxied" });
  await app.control({ advance: QUARTER });
  expect(await get(page, "/api/now")).toEqual({ user: "c-proxied" });
});
