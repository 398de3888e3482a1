import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import express from "express";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import playwright from "../../../../../playwright.base.ts";
import { createApp, createSharedSessions } from "./create-app.ts";
import { serveHttps } from "./serve-https.ts";

let browser: Browser;
beforeAll(async () => {
  const { args = [], ...options } = playwright.use?.launchOptions ?? {};
  // The names of a LAN, which no resolver has.
  const names = "--host-resolver-rules=MAP *.lan 127.0.0.1";
  browser = await chromium.launch({ ...options, args: [...args, names] });
});
afterAll(() => browser.close());

async function openContext(): Promise<BrowserContext> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  onTestFinished(() => context.close());
  return context;
}

/** What a script of the page can read: the status and the body, or why it cannot. */
function read(page: Page, url: string, method = "GET"): Promise<unknown> {
  return page.evaluate(
    async ([target, verb]) => {
      try {
        const response = await fetch(target, { method: verb, credentials: "include" });
        return [response.status, await response.json()];
      } catch (error) {
        return String(error);
      }
    },
    [url, method] as const,
  );
}

describe.each(["jwt", "database"] as const)("strategy %s", (strategy) => {
  test("pages of every host of a pattern use the API, and of no other host", async () => {
    const pages = await serveHttps(() =>
      express().use((_, res) => void res.type("html").send("<!doctype html><title>page</title>")),
    );
    const shared = createSharedSessions();
    const api = await serveHttps((port) =>
      createApp(
        shared({
          strategy,
          origin: `https://api.site.localhost:${port}`,
          allowedOrigins: [pages.origin("*.site.localhost")],
          cors: true,
        }),
      ),
    );
    onTestFinished(async () => {
      await pages.close();
      await api.close();
    });
    const context = await openContext();
    const page = await context.newPage();
    const url = api.origin("api.site.localhost");
    await page.goto(url);
    expect(await read(page, "/sign-in", "POST")).toEqual([200, {}]);
    for (const host of ["shop.site.localhost", "news.site.localhost"]) {
      await page.goto(pages.origin(host));
      const seen = await read(page, `${url}/api/auth/session`);
      expect(seen).toMatchObject([200, { user: { id: "ada" } }]);
      expect(await read(page, `${url}/api/auth/refresh`, "POST")).toMatchObject([200, {}]);
    }
    for (const host of ["site.localhost", "a.shop.site.localhost", "evilsite.localhost"]) {
      await page.goto(pages.origin(host));
      for (const [path, method] of [
        ["session", "GET"],
        ["logout", "POST"],
      ] as const)
        expect(await read(page, `${url}/api/auth/${path}`, method)).toContain("Failed to fetch");
    }
    // No refused request has ended the session.
    await page.goto(url);
    expect(await read(page, "/who")).toEqual([200, { user: "ada" }]);
  });

  test("http in a LAN works once it is allowed, with a warning, and other sites are refused", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue(undefined);
    onTestFinished(() => warn.mockRestore());
    const server = createServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    });
    const { port } = server.address() as AddressInfo;
    const origin = `http://shop.lan:${port}`;
    const sessions = createSharedSessions()({ strategy, allowInsecureOrigin: origin });
    expect(warn).toHaveBeenCalledWith(expect.stringContaining(origin));
    server.on("request", createApp(sessions));
    const context = await openContext();
    const [page, foreign] = [await context.newPage(), await context.newPage()];
    await page.goto(origin);
    expect(await read(page, "/sign-in", "POST")).toEqual([200, {}]);
    expect(await read(page, "/who")).toEqual([200, { user: "ada" }]);
    expect((await context.cookies()).every(({ httpOnly, secure }) => httpOnly && !secure)).toBe(
      true,
    );
    // The cookies are sent: http://other.shop.lan is the same site.
    await foreign.goto(`http://other.shop.lan:${port}`);
    expect(await read(foreign, `${origin}/api/auth/logout`, "POST")).toContain("Failed to fetch");
    expect(await read(page, "/who")).toEqual([200, { user: "ada" }]);
    expect(await read(page, "/api/auth/logout", "POST")).toMatchObject([200, { revoked: 1 }]);
    expect(await read(page, "/who")).toEqual([200, { user: null }]);
  });
});
