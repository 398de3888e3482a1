import { describeSocket } from "@sessionkit/test-servers/runtimes";
import type { BindingApp, BindingSetup } from "@sessionkit/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
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

  describeSocket(runtime, () => app);
}

const JSON_TYPE = { "content-type": "application/json" };
