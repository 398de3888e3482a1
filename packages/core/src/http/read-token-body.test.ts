import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { MODES, signedInTo } from "../../test/signed-in.ts";

const JSON_BODY = { "content-type": "application/json" };

describe.each(MODES)("a body, mode %s", (mode) => {
  const start = async () => {
    const app = await signedInTo(mode);
    app.clock.advance("16m");
    const call = async (path: string, request: Parameters<typeof app.browser.request>[0]) => {
      const url = `/api/auth${path}`;
      const response = await app.sessions.handle(
        app.browser.request({ method: "POST", url, ...request }),
      );
      const cookies = response?.headers.filter(([name]) => name === "set-cookie") ?? [];
      return { status: response?.status, json: JSON.parse(response?.body ?? "null"), cookies };
    };
    return { ...app, call };
  };

  describe.each(["/refresh", "/logout"])("of POST %s", (path) => {
    test.each([
      '{"sessionToken":""}',
      '{"sessionToken":" "}',
      '{"sessionToken":null}',
      '{"sessionToken":5}',
      '{"sessionToken":false}',
      '{"sessionToken":["v1.a.b"]}',
      '{"sessionToken":{}}',
      '{"sessionToken":"nonsense"}',
      '{"sessionToken":" v1.a.b "}',
      '{"sessionToken":"v1.a.b\\n"}',
      '{"sessionToken":"v1..b"}',
      "{",
      "[]",
      "null",
      "5",
      '"v1.a.b"',
    ])("without a usable token is 400, and the cookies are not used: %s", async (body) => {
      const { call, record, types } = await start();
      const before = await record();
      const answer = await call(path, { headers: JSON_BODY, body });
      expect(answer).toMatchObject({ status: 400, json: { code: "bad_request" }, cookies: [] });
      expect(answer.json).not.toHaveProperty("tokens");
      expect(await record()).toEqual(before);
      expect(types()).toEqual(["created"]);
    });

    test("with a token that is not ours is refused, and the cookies are not used", async () => {
      const { call, record, sessions, browser } = await start();
      const before = await record();
      for (const token of [
        "a.b.c",
        `v1.${"A".repeat(8)}.${"B".repeat(21)}.1.1.${"C".repeat(22)}.D`,
      ]) {
        const body = JSON.stringify({ sessionToken: token });
        const answer = await call(path, { headers: JSON_BODY, body });
        expect(answer).toMatchObject(
          path === "/refresh"
            ? { status: 401, json: { reason: "malformed" }, cookies: [] }
            : { status: 200, json: { revoked: 0 }, cookies: [] },
        );
      }
      expect(await record()).toEqual(before);
      expect((await sessions.resolve(browser.request())).status).toBe("authenticated");
    });

    test("above 16 KiB is 413: as text, as announced, and where the binding stops reading", async () => {
      const { call, sessions, browser } = await start();
      const long = JSON.stringify({ sessionToken: "x".repeat(16_400) });
      const tooLarge = { status: 413, json: { code: "body_too_large" }, cookies: [] };
      expect(await call(path, { headers: JSON_BODY, body: long })).toMatchObject(tooLarge);
      const headers = { ...JSON_BODY, "content-length": "1000000000" };
      const request = browser.request({ method: "POST", url: `/api/auth${path}`, headers });
      const unread = await sessions.handle({
        ...request,
        text: () => Promise.reject(new Error("was read")),
      });
      expect(unread?.status).toBe(413);
      const limits: number[] = [];
      const stopped = await sessions.handle({
        ...browser.request({ method: "POST", url: `/api/auth${path}`, headers: JSON_BODY }),
        text: async (maxBytes) => {
          limits.push(maxBytes);
          return null;
        },
      });
      expect(stopped?.status).toBe(413);
      expect(limits).toEqual([16_384]);
    });

    test.each([new Error("aborted"), "the client has gone", undefined])(
      "of a connection that breaks with %s is 400",
      async (cause) => {
        const { sessions, browser } = await start();
        const request = browser.request({
          method: "POST",
          url: `/api/auth${path}`,
          headers: JSON_BODY,
        });
        const response = await sessions.handle({
          ...request,
          text: () => Promise.reject(cause),
        });
        expect(response?.status).toBe(400);
      },
    );

    test.each([
      ["an empty one", JSON_BODY, ""],
      ["an object without a token", JSON_BODY, "{}"],
      ["a form", { "content-type": "application/x-www-form-urlencoded" }, "sessionToken=v1.a.b"],
      ["text", { "content-type": "text/plain" }, '{"sessionToken":"v1.a.b"}'],
      ["one without a type", {}, '{"sessionToken":"v1.a.b"}'],
    ])("that is %s leaves the decision to the cookies", async (_, headers, body) => {
      const { call } = await start();
      const answer = await call(path, { headers, body });
      expect(answer.status).toBe(200);
      expect(answer.json).not.toHaveProperty("tokens");
      if (path === "/logout") expect(answer.json).toEqual({ revoked: 1 });
      else expect(answer.json).toMatchObject({ status: "authenticated" });
    });
  });

  test("with the token of a client returns tokens and no cookie, and ends that session at a sign-out", async () => {
    const { sessions, created, clock } = await start();
    const native = createBrowser();
    const call = async (path: string, sessionToken: string | null | undefined) => {
      const response = await sessions.handle(
        native.request({
          method: "POST",
          url: `/api/auth${path}`,
          headers: { ...JSON_BODY, "content-type": "application/json; charset=utf-8" },
          body: JSON.stringify({ sessionToken }),
        }),
      );
      expect(response?.headers.some(([name]) => name === "set-cookie")).toBe(false);
      return JSON.parse(response?.body ?? "{}");
    };
    const first = await call("/refresh", created.tokens?.sessionToken);
    expect(first).toMatchObject({ status: "authenticated", session: { id: created.session.id } });
    clock.advance("16m");
    const token = first.tokens?.sessionToken ?? created.tokens?.sessionToken;
    expect(await call("/refresh", token)).toMatchObject({ status: "authenticated" });
    expect(await call("/logout", token)).toEqual({ revoked: 1 });
    expect(await call("/refresh", token)).toMatchObject({ reason: "revoked" });
  });
});
