import { type Browser, chromium } from "@playwright/test";
import express from "express";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import playwright from "../../../../../playwright.base.ts";
import { bindSessions } from "../../src/index.ts";
import { createSharedSessions } from "./create-app.ts";
import { serveHttps } from "./serve-https.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch(playwright.use?.launchOptions);
});
afterAll(() => browser.close());

const STRATEGIES = ["jwt", "database"] as const;

/** Pages of two sites, and a shop whose route `/basket` starts a guest for every request that it may. */
async function open(strategy: (typeof STRATEGIES)[number], sameSite: "lax" | "strict") {
  const shop = await serveHttps((port) => {
    const origin = `https://shop.localhost:${port}`;
    const sessions = createSharedSessions()({ strategy, origin, cookies: { sameSite } });
    const { attach, handlers, createSession, getSession, updateGuest } = bindSessions(sessions);
    return express()
      .use(attach({ allowCrossSite: true }), handlers)
      .get("/", (_, res) => void res.type("html").send(PAGE))
      .get("/who", (req, res) => void res.json(getSession(req)?.userId ?? null))
      .post("/sign-in", async (req, res) => {
        await createSession(req, res, "ada");
        res.redirect("/");
      })
      .all("/basket", (req, res, next) => {
        updateGuest(req, res, { basket: [1] }).then(() => res.send("Added."), next);
      });
  });
  const url = shop.origin("shop.localhost");
  const copied = PAGE.replaceAll('="/', `="${url}/`);
  const news = await serveHttps(() =>
    express().get("/", (_, res) => void res.type("html").send(copied)),
  );
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  onTestFinished(async () => {
    await context.close();
    await Promise.all([shop.close(), news.close()]);
  });
  const page = await context.newPage();
  const follow = async (from: string, name: "Sign in" | "Buy" | "Look"): Promise<number> => {
    await page.goto(from);
    const role = name === "Look" ? "link" : "button";
    const answers = page.waitForResponse((answer) => answer.request().isNavigationRequest());
    await page.getByRole(role, { name }).click();
    return (await answers).status();
  };
  const who = async (): Promise<unknown> => {
    await page.goto(url);
    return page.evaluate(async () => (await fetch("/who")).json());
  };
  return { page, follow, who, shop: url, news: news.origin("news.localhost") };
}

const PAGE = `<!doctype html><title>page</title>
<form action="/sign-in" method="post"><button>Sign in</button></form>
<form action="/basket" method="post"><button>Buy</button></form>
<a href="/basket">Look</a>`;

describe.each(STRATEGIES)("strategy %s", (strategy) => {
  test.each([
    ["a form of another site, with SameSite Lax", "lax", "Buy"],
    ["a form of another site, with SameSite Strict", "strict", "Buy"],
    ["a link of another site, with SameSite Strict", "strict", "Look"],
  ] as const)("%s signs no user out", async (_, sameSite, name) => {
    const { follow, who, shop, news } = await open(strategy, sameSite);
    expect(await follow(shop, "Sign in")).toBe(302);
    expect(await who()).toBe("ada");
    expect(await follow(news, name)).toBe(401);
    expect(await who()).toBe("ada");
  });

  test.each([
    ["this site", "strict", "shop", "Look"],
    ["this site", "lax", "shop", "Buy"],
    ["another site, with SameSite Lax", "lax", "news", "Look"],
  ] as const)("a page of %s can start a guest (%s, %s, %s)", async (_, sameSite, from, name) => {
    const { follow, page, ...sites } = await open(strategy, sameSite);
    expect(await follow(sites[from], name)).toBe(200);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name }) => name)).toEqual(["__Host-session"]);
  });
});
