import { describeRuntime } from "@sessionkit/test-servers/runtimes";
import type { BindingApp, BindingSetup } from "@sessionkit/testing";
import { expect, test } from "vitest";
import { createBrowser } from "../browser.ts";

const JSON_TYPE = { "content-type": "application/json" };

/** Behaviour beyond the contract in which runtimes have differed. */
export function describeHono(
  runtime: string,
  start: (setup: BindingSetup) => Promise<BindingApp>,
): void {
  describeRuntime(runtime, start, (app) => {
    test(`on ${runtime} a text keeps its type when cookies are set with it`, async () => {
      const browser = createBrowser(app().origin);
      await browser.post("/sign-in", JSON_TYPE, JSON.stringify({ user: "sam" }));
      await app().control({ advance: 16 * 60_000 });
      const answer = await browser.post("/echo-text", { "content-type": "text/plain" }, "said");
      expect([answer.text, answer.setCookies.length]).toEqual(["said", 2]);
      expect(answer.headers["content-type"]).toMatch(/^text\/plain/i);
    });
  });
}
