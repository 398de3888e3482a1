import { expect, test } from "vitest";
import { createApp, UNTIL_DUE } from "./app.ts";

const PROBLEM = "application/problem+json; charset=utf-8";

test("refuses with 401 and a reason, before the body is parsed if it is an onRequest hook", async () => {
  const app = createApp();
  app.fastify.register(app.attach());
  app.fastify.register(async (scope) => {
    scope.post("/early", { onRequest: app.requireSession() }, async () => "in");
    scope.post("/late", { preHandler: app.requireSession() }, async () => "in");
  });
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: "{",
  };
  const early = await app.send("/early", init);
  expect([early.status, early.headers.get("content-type")]).toEqual([401, PROBLEM]);
  expect(await early.json()).toMatchObject({ code: "session_required", reason: "absent" });
  expect((await app.send("/late", init)).status).toBe(400);
});

test("answers an outage with 503, and keeps the cookies", async () => {
  const app = createApp();
  app.fastify.register(app.attach());
  app.fastify.register(async (scope) => {
    scope.get(
      "/me",
      { preHandler: app.requireSession() },
      async (request) => app.getSession(request)?.userId,
    );
    scope.get("/own", async (request) => app.getSession(request)?.userId);
  });
  const headers = { cookie: await app.cookieOf("ada") };
  app.harness.control({ advance: UNTIL_DUE, store: "down" });
  for (const path of ["/me", "/own"]) {
    const response = await app.send(path, { headers });
    expect([path, response.status, response.headers.getSetCookie()]).toEqual([path, 503, []]);
    expect(response.headers.get("retry-after")).toBe("2");
  }
  app.harness.control({ store: "up" });
  expect(await (await app.send("/me", { headers })).text()).toBe("ada");
});

test("lets the application answer refused requests, with the cookies of the refusal", async () => {
  const app = createApp(
    {},
    {
      refuse: ({ code, reason }, _request, reply) =>
        reply.redirect(`/sign-in?${code}=${reason}`, 303),
    },
  );
  app.fastify.register(app.attach());
  app.fastify.register(async (scope) => {
    scope.get("/me", { preHandler: app.requireSession() }, async () => "in");
  });
  const headers = { cookie: await app.cookieOf("ada") };
  app.harness.control({ advance: 8 * 24 * 3_600_000 });
  const response = await app.send("/me", { headers });
  expect(response.headers.get("location")).toBe("/sign-in?session_required=expired_idle");
  const lines = response.headers.getSetCookie();
  expect(lines.map((line) => line.includes("Max-Age=0"))).toEqual([true, true]);
});

test("keeps the Cache-Control of the route, and sets private, no-store without one", async () => {
  const app = createApp();
  app.fastify.register(app.attach());
  app.fastify.register(async (scope) => {
    scope.addHook("preHandler", app.requireSession());
    scope.get("/plain", async () => "");
    scope.get("/own", async (_request, reply) =>
      reply.header("cache-control", "private, max-age=60").send(""),
    );
    scope.get("/seed", async (request, reply) => reply.send(await app.getSessionAnswer(request)));
  });
  const headers = { cookie: await app.cookieOf("ada") };
  for (const [path, value] of [
    ["/plain", "private, no-store"],
    ["/own", "private, max-age=60"],
    ["/seed", "private, no-store"],
  ] as const) {
    const response = await app.send(path, { headers });
    expect([path, response.headers.get("cache-control")]).toEqual([path, value]);
    expect(response.headers.get("vary")).toBe("Cookie");
  }
});
