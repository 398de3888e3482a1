import { openSocket } from "@sessionkit/test-servers/runtimes";
import type { BindingApp, BindingSetup } from "@sessionkit/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestClient } from "../test-client.ts";

const SETUP: BindingSetup = {
  strategy: "jwt",
  // For tests only.
  secret: "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=",
  lifetime: { access: "15m", idle: "7d", absolute: "30d" },
  trustProxy: 0,
  endpoints: "before-parser",
};

/** WebSockets, which each runtime opens in its own way. */
export function describeSocket(
  runtime: string,
  start: (setup: BindingSetup) => Promise<BindingApp>,
): void {
  let app: BindingApp;
  beforeAll(async () => {
    app = await start(SETUP);
  });
  afterAll(() => app.close());

  describe(`a WebSocket on ${runtime}, behind requireSession`, () => {
    async function open(headers: Record<string, string> = {}, due = 0) {
      const client = createTestClient((request) =>
        fetch(app.origin + new URL(request.url).pathname, {
          method: request.method,
          headers: request.headers,
          body: JSON.stringify({ user: "sam" }),
        }),
      );
      await client.post("/sign-in", { headers: { "content-type": "application/json" } });
      await app.control({ advance: due });
      const cookie = [...client.cookies].map((pair) => pair.join("=")).join("; ");
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
