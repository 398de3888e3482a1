import { openSocket } from "@sessionkit/test-servers/runtimes";
import type { BindingApp, BindingSetup } from "@sessionkit/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBrowser } from "../browser.ts";

const SETUP: BindingSetup = {
  strategy: "jwt",
  // For tests only.
  secret: "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=",
  lifetime: { access: "15m", idle: "7d", absolute: "30d" },
  trustProxy: 0,
  endpoints: "before-parser",
};

/** Behaviour beyond the contract in which runtimes have differed. */
export function describeRuntime(
  runtime: string,
  start: (setup: BindingSetup) => Promise<BindingApp>,
): void {
  let app: BindingApp;
  beforeAll(async () => {
    app = await start(SETUP);
  });
  afterAll(() => app.close());

  test(`on ${runtime} a text keeps its type when cookies are set with it`, async () => {
    const browser = createBrowser(app.origin);
    await browser.post("/sign-in", JSON_TYPE, JSON.stringify({ user: "sam" }));
    await app.control({ advance: 16 * 60_000 });
    const answer = await browser.post("/echo-text", { "content-type": "text/plain" }, "said");
    expect([answer.text, answer.setCookies.length]).toEqual(["said", 2]);
    expect(answer.headers["content-type"]).toMatch(/^text\/plain/i);
  });

  describe(`a WebSocket on ${runtime}, behind requireSession`, () => {
    async function open(headers: Record<string, string> = {}, due = 0) {
      const browser = createBrowser(app.origin);
      await browser.post("/sign-in", JSON_TYPE, JSON.stringify({ user: "sam" }));
      await app.control({ advance: due });
      const cookie = [...browser.cookies].map((pair) => pair.join("=")).join("; ");
      const { origin } = app;
      return openSocket(`${origin}/socket`, "hello", { cookie, origin, ...headers });
    }

    test("has the session", async () => {
      expect(await open()).toMatchObject({ status: 101, answer: "sam: hello" });
    });

    test("is opened with a session that is due, which is not changed", async () => {
      const { status, answer, setCookies } = await open({}, 16 * 60_000);
      expect([status, answer, setCookies]).toEqual([101, "sam: hello", []]);
    });

    test("is refused without a session", async () => {
      expect(await open({ cookie: "" })).toMatchObject({ status: 401, answer: null });
    });

    test("is refused to a page of another site", async () => {
      const foreign = { origin: "https://evil.example" };
      expect(await open(foreign)).toMatchObject({ status: 403, answer: null });
      expect(await open({ "sec-fetch-site": "cross-site" })).toMatchObject({ status: 403 });
    });
  });
}

const JSON_TYPE = { "content-type": "application/json" };
