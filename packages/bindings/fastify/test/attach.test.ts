import cookie from "@fastify/cookie";
import fastify from "fastify";
import { describe, expect, test } from "vitest";
import { createApp, namesSet, UNTIL_DUE } from "./app.ts";
import { postOverHttp2 } from "./http2.ts";

describe("attach", () => {
  test("reads the store once per request, and once more per change", async () => {
    const app = createApp({ strategy: "database" });
    const guards = [app.requireSession(), app.requireSession({ verify: "store" })];
    app.fastify.register(app.attach()).register(app.attach());
    app.fastify.register(async (scope) => {
      scope.get("/", { preHandler: guards }, async (request) => app.getSession(request)?.userId);
      scope.post("/", async (request) => (await app.updateSession(request, { note: "a" })).userId);
    });
    const headers = { cookie: await app.cookieOf("ada"), "sec-fetch-site": "same-origin" };
    for (const [method, reads] of [
      ["GET", 1],
      ["POST", 2],
    ] as const) {
      app.harness.control();
      expect(await (await app.send("/", { method, headers })).text()).toBe("ada");
      expect(app.harness.control().reads).toBe(reads);
    }
  });

  test("applies to the scope that registers it and to those below, and to no other", async () => {
    const app = createApp();
    const who = async (request: Parameters<typeof app.getSession>[0]) => ({
      user: app.getSession(request)?.userId,
    });
    app.fastify.register(
      async (scope) => {
        scope.register(app.attach());
        scope.get("/who", who);
        scope.register(async (below) => void below.get("/below", who));
      },
      { prefix: "/in" },
    );
    app.fastify.get("/out", who);
    const headers = { cookie: await app.cookieOf("ada") };
    for (const path of ["/in/who", "/in/below"])
      expect(await (await app.send(path, { headers })).json()).toEqual({ user: "ada" });
    const outside = await app.send("/out", { headers });
    expect(outside.status).toBe(500);
    expect(await outside.json()).toMatchObject({
      code: "session_config",
      message: expect.stringMatching(/^getSession: .+ attach\(\)/),
    });
  });

  test("adds a decorator that returns the session of a request", async () => {
    const app = createApp();
    app.fastify.register(app.attach({ decorate: "auth" }));
    app.fastify.register(async (scope) => {
      scope.get("/", async (request) => ({
        auth: (request as unknown as { auth: unknown }).auth,
      }));
    });
    expect(await (await app.send("/")).json()).toEqual({ auth: null });
    const headers = { cookie: await app.cookieOf("ada") };
    expect(await (await app.send("/", { headers })).json()).toMatchObject({
      auth: { userId: "ada" },
    });
  });

  test("stores the address of the socket, and none of a header", async () => {
    const app = createApp();
    app.fastify.register(app.attach());
    app.fastify.register(async (scope) => {
      scope.post("/", (request) => app.createSession(request, "ada"));
    });
    await app.send("/", { method: "POST", headers: { "x-forwarded-for": "203.0.113.9" } });
    expect(await app.harness.sessions.list("ada")).toMatchObject([{ ip: "127.0.0.1" }]);
  });

  test("works with inject, without a server", async () => {
    const app = createApp();
    app.fastify.register(app.attach()).register(app.handlers);
    app.fastify.register(async (scope) => {
      scope.post("/in", (request) => app.createSession(request, "ada"));
    });
    const headers = { "sec-fetch-site": "same-origin" };
    const signedIn = await app.fastify.inject({ method: "POST", url: "/in", headers });
    const cookies = Object.fromEntries(
      signedIn.cookies.map(({ name, value }) => [name, value] as const),
    );
    const answer = await app.fastify.inject({ url: "/api/auth/session", cookies });
    expect(answer.json()).toMatchObject({ user: { id: "ada" } });
  });

  test("sets its cookies beside those of @fastify/cookie", async () => {
    const app = createApp();
    app.fastify.register(cookie).register(app.attach());
    app.fastify.register(async (scope) => {
      scope.get("/", async (_request, reply) => reply.setCookie("theme", "dark").send({}));
    });
    const headers = { cookie: await app.cookieOf("ada") };
    app.harness.control({ advance: UNTIL_DUE });
    const response = await app.send("/", { headers });
    expect(namesSet(response).sort()).toEqual(["access", "session", "theme"]);
  });

  test("a change that the handler does not await is sent with its reply", async () => {
    const app = createApp();
    app.fastify.register(app.attach());
    app.fastify.register(async (scope) => {
      scope.get("/", async (request) => {
        void app.createSession(request, "ada");
        return {};
      });
    });
    expect(namesSet(await app.send("/"))).toEqual(["access", "session"]);
  });

  test("reads the host of HTTP/2, so that its own pages are not cross-site", async () => {
    const { attach, createSession } = createApp();
    const app = fastify({ http2: true });
    await app.register(attach());
    app.post("/in", (request) => createSession(request, "ada"));
    const origin = await app.listen({ port: 0, host: "127.0.0.1" });
    try {
      expect(await postOverHttp2(origin, "/in", origin)).toBe(200);
      expect(await postOverHttp2(origin, "/in", "https://evil.example")).toBe(403);
    } finally {
      await app.close();
    }
  });
});

describe("a hijacked reply", () => {
  test("rejects a change, and is sent with the headers of takeHeaders", async () => {
    const app = createApp();
    const codes: string[] = [];
    app.fastify.register(app.attach());
    app.fastify.register(async (scope) => {
      scope.get("/", async (request, reply) => {
        reply.hijack();
        await app
          .updateSession(request, { note: "late" })
          .catch(({ code }: { code: string }) => codes.push(code));
        reply.raw.writeHead(200, await app.takeHeaders(request)).end("raw");
      });
    });
    const headers = { cookie: await app.cookieOf("ada"), "sec-fetch-site": "same-origin" };
    app.harness.control({ advance: UNTIL_DUE });
    const response = await app.send("/", { headers });
    expect([await response.text(), codes]).toEqual(["raw", ["headers_sent"]]);
    expect(namesSet(response)).toEqual(["access", "session"]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  });
});

describe("another site", () => {
  const foreign = { "sec-fetch-site": "cross-site", origin: "https://pay.example" };

  test("may post with a session where the config of the route allows it", async () => {
    const app = createApp();
    app.fastify.register(app.attach());
    app.fastify.register(async (scope) => {
      scope.post(
        "/paid",
        { config: { allowCrossSite: true } },
        async (request) => app.getSession(request)?.userId,
      );
      scope.post("/other", async () => "not called");
    });
    const headers = { ...foreign, cookie: await app.cookieOf("ada") };
    app.harness.control({ advance: UNTIL_DUE });
    const paid = await app.send("/paid", { method: "POST", headers });
    expect([await paid.text(), namesSet(paid)]).toEqual(["ada", ["access", "session"]]);
    const other = await app.send("/other", { method: "POST", headers });
    expect([other.status, namesSet(other)]).toEqual([403, []]);
    expect(other.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  });

  test("signs no user in, unless the call allows it", async () => {
    const app = createApp();
    app.fastify.register(app.attach());
    app.fastify.register(async (scope) => {
      scope.post<{ Params: { allow: string } }>("/in/:allow", (request) =>
        app.createSession(request, "ada", { allowCrossSite: request.params.allow === "yes" }),
      );
    });
    const refused = await app.send("/in/no", { method: "POST", headers: foreign });
    expect([refused.status, namesSet(refused)]).toEqual([403, []]);
    const taken = await app.send("/in/yes", { method: "POST", headers: foreign });
    expect([taken.status, namesSet(taken)]).toEqual([200, ["access", "session"]]);
  });
});

describe("a wrong setup", () => {
  test("attach registered without a call is refused at the start", () => {
    const app = createApp();
    app.fastify.register(app.attach as never);
    return expect(app.fastify.ready()).rejects.toMatchObject({
      code: "session_config",
      message: expect.stringContaining("attach()"),
    });
  });

  test("requireSession as a hook without a call, or without attach, admits no request", async () => {
    const app = createApp();
    app.fastify.get("/uncalled", { preHandler: app.requireSession as never }, async () => "in");
    app.fastify.get("/alone", { preHandler: app.requireSession() }, async () => "in");
    for (const path of ["/uncalled", "/alone"]) {
      const response = await app.send(path, { headers: { cookie: await app.cookieOf("ada") } });
      expect(response.status).toBe(500);
      expect(await response.json()).toMatchObject({ code: "session_config" });
    }
  });

  test("an invalid duration throws before the first request", () => {
    expect(() => createApp().requireSession({ fresh: "soon" as never })).toThrow(
      expect.objectContaining({ code: "session_config", option: "fresh" }),
    );
  });
});
