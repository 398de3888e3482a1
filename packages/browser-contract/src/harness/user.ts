import type { Page } from "@playwright/test";
import type { BoundDevice, BoundEvent } from "@sessionkit/test-servers/browser";
import { expect } from "vitest";
import type { BoundApp } from "./bound-app.ts";

/** A user in front of a browser, on a page of the application. */
export interface User {
  readonly app: BoundApp;
  readonly device: BoundDevice;
  readonly page: Page;
  /** Sends a request as a script of the page. */
  send(path: string, method?: string, body?: object): Promise<PageAnswer>;
  /** Opens a page of the application. Resolves to its status. */
  open(path: string): Promise<number>;
  /** Opens a page of another site, with a link to a path of the application. */
  openOtherSite(path: string): Promise<void>;
  /** Signs in by a script. Resolves when the browser has registered a session, or has failed to. */
  signIn(options?: SignInOptions): Promise<BoundEvent>;
  /** The cookies of this browser have expired, and the access token on the server. */
  expire(): Promise<void>;
  /** The browser has proven its key: from then on, the server requires it. */
  prove(): Promise<void>;
  cookieNames(): Promise<string[]>;
  /** Proves who they are by a script. Resolves as `signIn`. */
  stepUp(): Promise<BoundEvent>;
}

interface PageAnswer {
  readonly status: number;
  /** Parsed if it is JSON. */
  readonly body: unknown;
}

interface SignInOptions {
  readonly user?: string;
  readonly remember?: boolean;
}

/** @param name of the user; each test has its own */
export async function createUser(app: BoundApp, device: BoundDevice, name: string): Promise<User> {
  const { page } = device;
  await page.goto(`${app.origin}/who`);

  const send: User["send"] = (path, method = "GET", body) =>
    sendFrom(page, path, method, body === undefined ? null : JSON.stringify(body));

  const expire: User["expire"] = async () => {
    await app.expireAccess();
    await device.expire(app.boundCookie);
  };

  return {
    app,
    device,
    page,
    send,
    expire,
    async open(path) {
      const response = await page.goto(app.origin + path);
      return response?.status() ?? 0;
    },
    async openOtherSite(path) {
      app.proxy.failNext("/elsewhere", {
        status: 200,
        headers: { "content-type": "text/html" },
        body: `<!doctype html><a href="${app.origin}${path}">link</a>`,
      });
      await page.goto(`${app.proxy.origin("elsewhere.localhost")}/elsewhere`);
    },
    async signIn({ user = name, remember = true } = {}) {
      const created = device.nextEvent("creation");
      expect(await send("/sign-in", "POST", { user, remember })).toMatchObject({ status: 200 });
      if (app.offersLater) await send("/who");
      return created;
    },
    async stepUp() {
      const created = device.nextEvent("creation");
      expect(await send("/step-up", "POST")).toMatchObject({ status: 200, body: { user: name } });
      if (app.offersLater) await send("/who");
      return created;
    },
    async prove() {
      await expire();
      expect(await send("/protected")).toEqual({ status: 200, body: { user: name } });
    },
    cookieNames: async () =>
      (await device.context.cookies(app.origin)).map((cookie) => cookie.name).sort(),
  };
}

async function sendFrom(
  page: Page,
  path: string,
  method: string,
  body: string | null,
): Promise<PageAnswer> {
  const { status, type, text } = await page.evaluate(
    async ([url, verb, json]) => {
      const headers = json === null ? undefined : { "content-type": "application/json" };
      const response = await fetch(url, { method: verb, body: json, ...(headers && { headers }) });
      return {
        status: response.status,
        type: response.headers.get("content-type") ?? "",
        text: await response.text(),
      };
    },
    [path, method, body] as const,
  );
  return { status, body: type.includes("json") ? JSON.parse(text) : text };
}
