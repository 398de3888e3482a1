import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Server, startServer } from "./app.ts";
import { createBrowser, signedIn as signIn } from "./browser.ts";
import { send } from "./send.ts";

/** A page and each redirect before it, as a browser follows them. */
async function follow(origin: string, path: string): Promise<{ paths: string[]; text: string }> {
  const browser = createBrowser(origin);
  const paths = [path];
  for (let step = 0; step < 6; step++) {
    const answer = await browser.open(paths.at(-1) as string);
    if (answer.status < 300 || answer.status > 399) return { paths, text: answer.text };
    const to = new URL(answer.headers.location as string, origin);
    paths.push(to.pathname + to.search);
  }
  throw new Error(`Redirected without end: ${paths.join(" → ")}`);
}

describe("trailingSlash, a locale in every path, and the memory store", () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer("locales", {});
  });
  afterAll(() => server.stop());

  test("the proxy knows the session that a route started, and so does a page", async () => {
    const browser = await signIn(server.origin, "l-shared", "", "/");
    const page = await browser.open("/en/dashboard/");
    expect(page.status).toBe(200);
    expect(page.text).toContain("l-shared");
  });

  test("the endpoints answer with a trailing slash", async () => {
    const browser = await signIn(server.origin, "l-slash", "", "/");
    const session = await browser.fetch("/api/auth/session/");
    expect(session.json).toMatchObject({ status: "authenticated", user: { id: "l-slash" } });
    expect((await browser.fetch("/api/auth/sessions/")).json).toMatchObject({ sessions: [{}] });
    const out = await browser.fetch("/api/auth/logout/?scope=current", { method: "POST" });
    expect(out.json).toEqual({ revoked: 1 });
    expect(browser.cookies.size).toBe(0);
  });

  test("without one, Next redirects a fetch to it by the same method", async () => {
    const answer = await send(`${server.origin}/api/auth/logout?scope=all`, { method: "POST" });
    expect(answer.status).toBe(308);
    expect(answer.headers.location).toMatch(/\/api\/auth\/logout\/\?scope=all$/);
  });

  test("the sign-in page is shown below each locale", async () => {
    for (const path of ["/en/sign-in/", "/de/sign-in/"]) {
      const { paths, text } = await follow(server.origin, path);
      expect(paths).toEqual([path]);
      expect(text).toContain("The sign-in page");
    }
  });

  test("a protected page leads to it, with where to return to", async () => {
    const { paths, text } = await follow(server.origin, "/de/dashboard/");
    expect(text).toContain("The sign-in page");
    expect(new URL(paths.at(-1) as string, server.origin).searchParams.get("callbackUrl")).toBe(
      "/de/dashboard/",
    );
  });
});

describe("a function as signInPath", () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer("locales", { SIGN_IN: "function" });
  });
  afterAll(() => server.stop());

  test("keeps the locale of the page", async () => {
    const { paths, text } = await follow(server.origin, "/de/dashboard/");
    expect(text).toContain("The sign-in page");
    expect(paths.at(-1)).toBe("/de/sign-in/?callbackUrl=%2Fde%2Fdashboard%2F");
  });
});
