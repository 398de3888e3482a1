import {
  type Browser,
  type BrowserContext,
  chromium,
  type Frame,
  type Page,
} from "@playwright/test";
import { bundle } from "@sessionkit/test-servers/runtimes";
import express, { type Express } from "express";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import playwright from "../../../../../playwright.base.ts";
import { createApp, createSharedSessions } from "./create-app.ts";
import { type HttpsServer, serveHttps } from "./serve-https.ts";

const PAGE = `<!doctype html><title>page</title><script type="module">
import * as client from "/client.js";
globalThis.sessionkit = client;
</script>`;

/** What the page uses of `@sessionkit/client`, whose types need those of a browser. */
interface PageClient {
  createSessionClient(options: { readonly basePath: string; readonly credentials?: "include" }): {
    check(): Promise<{ readonly status: string; readonly user: unknown }>;
    refresh(): Promise<{ readonly status: string }>;
    readonly sessionFetch: typeof fetch;
    signOut(): Promise<{ readonly revoked: number }>;
    getSnapshot(): { readonly status: string };
  };
}

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch(playwright.use?.launchOptions);
});
afterAll(() => browser.close());

async function openContext(): Promise<BrowserContext> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  onTestFinished(() => context.close());
  return context;
}

async function serve(create: (port: number) => Express): Promise<HttpsServer> {
  const server = await serveHttps(create);
  onTestFinished(server.close);
  return server;
}

/** Sends a request as a script of the page. */
function send(
  page: Page | Frame,
  path: string,
  method = "GET",
): Promise<{ http: number; body: unknown }> {
  return page.evaluate(
    async ([url, verb]) => {
      const response = await fetch(url, { method: verb });
      return { http: response.status, body: await response.json() };
    },
    [path, method] as const,
  );
}

describe.each(["jwt", "database"] as const)("strategy %s", (strategy) => {
  describe("subdomains that share their cookies", () => {
    /** Routes each host to an application of its own. */
    function byHost(create: (host: string, port: number) => Express) {
      return (port: number): Express => {
        const apps = new Map<string, Express>();
        return express().use((req, res, next) => {
          const host = req.hostname;
          const app = apps.get(host) ?? create(host, port);
          apps.set(host, app);
          app(req, res, next);
        });
      };
    }

    async function open() {
      const shared = createSharedSessions();
      const server = await serve(
        byHost((host, port) =>
          createApp(
            shared({
              strategy,
              origin: `https://${host}:${port}`,
              issuer: "https://app.localhost",
              cookies: { domain: "app.localhost" },
            }),
          ).get("/toss", (_, res) => {
            res.append(
              "set-cookie",
              "__Secure-session=planted; Domain=app.localhost; Path=/who; Secure",
            );
            res.json({});
          }),
        ),
      );
      const context = await openContext();
      const [a, b] = [await context.newPage(), await context.newPage()];
      await a.goto(`${server.origin("a.app.localhost")}/`);
      await b.goto(`${server.origin("b.app.localhost")}/`);
      return { context, a, b };
    }

    test("are signed in by one sign-in, and out by one sign-out", async () => {
      const { a, b } = await open();
      expect(await send(a, "/sign-in", "POST")).toMatchObject({ http: 200 });
      expect(await send(b, "/who")).toMatchObject({ body: { user: "ada" } });
      expect(await send(b, "/api/auth/logout", "POST")).toMatchObject({ body: { revoked: 1 } });
      expect(await send(a, "/who")).toMatchObject({ body: { user: null } });
    });

    test("share no other session when one of them plants a second cookie", async () => {
      const { context, a, b } = await open();
      await send(a, "/sign-in", "POST");
      await send(b, "/toss");
      const cookies = await context.cookies();
      expect(cookies.filter(({ name }) => name === "__Secure-session")).toHaveLength(2);
      expect(await send(a, "/who")).toMatchObject({ body: { user: null } });
      expect(await send(a, "/api/auth/session")).toMatchObject({
        http: 200,
        body: { user: { id: "ada" } },
      });
    });
  });

  test("a page uses an API on another host with the client, and is refused by one that does not name it", async () => {
    const client = await bundle(new URL("../../../../client/src/index.ts", import.meta.url));
    const pages = await serve(() =>
      express()
        .get("/", (_, res) => void res.type("html").send(PAGE))
        .get("/client.js", (_, res) => void res.type("js").send(client)),
    );
    const app = pages.origin("app.site.localhost");
    const shared = createSharedSessions();
    const api = await serve((port) => {
      const origin = `https://api.site.localhost:${port}`;
      const sessions = shared({ strategy, origin, allowedOrigins: [app], cors: true });
      return express()
        .use((req, res, next) => {
          res.set({
            "access-control-allow-origin": app,
            "access-control-allow-credentials": "true",
          });
          if (req.method === "OPTIONS" && !req.path.startsWith("/api/auth")) res.sendStatus(204);
          else next();
        })
        .use(createApp(sessions));
    });
    const context = await openContext();
    const page = await context.newPage();
    await page.goto(`${app}/`);
    const url = api.origin("api.site.localhost");
    const seen = await page.evaluate(
      async ([endpoints]) => {
        const { createSessionClient } = Reflect.get(globalThis, "sessionkit") as PageClient;
        const basePath = `${endpoints}/api/auth`;
        let refusal = "";
        try {
          createSessionClient({ basePath });
        } catch (error) {
          refusal = String(error);
        }
        const session = createSessionClient({ basePath, credentials: "include" });
        const before = (await session.check()).status;
        await fetch(`${endpoints}/sign-in`, { method: "POST", credentials: "include" });
        const { status, user } = await session.check();
        const refreshed = (await session.refresh()).status;
        const who = await (await session.sessionFetch(`${endpoints}/who`)).json();
        const { revoked } = await session.signOut();
        return {
          refusal,
          before,
          status,
          user,
          refreshed,
          who,
          revoked,
          after: session.getSnapshot().status,
        };
      },
      [url],
    );
    expect(seen).toEqual({
      refusal: expect.stringContaining('credentials: "include"'),
      before: "unauthenticated",
      status: "authenticated",
      user: { id: "ada" },
      refreshed: "authenticated",
      who: { user: "ada" },
      revoked: 1,
      after: "unauthenticated",
    });

    await page.goto(`${pages.origin("evil.site.localhost")}/`);
    const read = page.evaluate(
      (endpoint) => fetch(endpoint, { credentials: "include" }).then(() => "read"),
      `${url}/api/auth/session`,
    );
    await expect(read).rejects.toThrow("Failed to fetch");
  });

  test("a page that another site embeds has a session of its own there, which a tab does not have", async () => {
    const shared = createSharedSessions();
    const widget = await serve((port) => {
      const origin = `https://widget.localhost:${port}`;
      const cookies = { sameSite: "none", partitioned: true } as const;
      return createApp(shared({ strategy, origin, allowedOrigins: [origin], cookies }));
    });
    const url = widget.origin("widget.localhost");
    const news = await serve(() =>
      express().get(
        "/",
        (_, res) => void res.type("html").send(`<!doctype html><iframe src="${url}/"></iframe>`),
      ),
    );
    const context = await openContext();
    const page = await context.newPage();
    const openFrame = async (): Promise<Frame> => {
      await page.goto(`${news.origin("news.localhost")}/`);
      await page.frameLocator("iframe").locator("title").waitFor({ state: "attached" });
      const frame = page.frames().find((one) => one.url().startsWith(url));
      if (!frame) throw new Error("The frame has not been loaded.");
      return frame;
    };
    expect(await send(await openFrame(), "/sign-in", "POST")).toMatchObject({ http: 200 });
    expect(await send(await openFrame(), "/who")).toMatchObject({ body: { user: "ada" } });
    const tab = await context.newPage();
    await tab.goto(`${url}/`);
    expect(await send(tab, "/who")).toMatchObject({ body: { user: null } });
    expect(await send(await openFrame(), "/api/auth/logout", "POST")).toMatchObject({
      body: { revoked: 1 },
    });
    expect(await send(await openFrame(), "/who")).toMatchObject({ body: { user: null } });
  });
});
