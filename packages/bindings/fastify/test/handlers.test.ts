import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { expect, test } from "vitest";
import { createApp } from "./app.ts";

test("answer a body that is too long before its end, and close the connection", async () => {
  const app = createApp();
  app.fastify.register(app.handlers);
  const sent = request(`${await app.listen()}/api/auth/refresh`, {
    method: "POST",
    headers: { "content-type": "application/json" },
  });
  sent.write("x".repeat(20_000));
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  expect([response.statusCode, response.headers.connection]).toEqual([413, "close"]);
  sent.on("error", () => undefined).destroy();
});

test("answer without attach, with any parser and behind a guard of the application's routes", async () => {
  const app = createApp();
  app.fastify.register(app.handlers);
  app.fastify.removeAllContentTypeParsers();
  const headers = { cookie: await app.cookieOf("ada"), "sec-fetch-site": "same-origin" };
  const response = await app.send("/api/auth/logout", {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: "{}",
  });
  expect(await response.json()).toEqual({ revoked: 1 });
});

test("pass other paths, also those that only begin like that of the endpoints", async () => {
  const app = createApp();
  app.fastify.register(app.handlers);
  app.fastify.register(async (scope) => {
    scope.get("/api/authors", async () => "authors");
    scope.get("/.well-known/jwks.json", async () => "of the application");
  });
  expect(await (await app.send("/api/authors")).text()).toBe("authors");
  expect(await (await app.send("/.well-known/jwks.json")).text()).toBe("of the application");
  expect((await app.send("/api/auth/other")).status).toBe(404);
});

test("keep the Vary header of other hooks", async () => {
  const app = createApp();
  app.fastify.addHook("onRequest", async (_request, reply) => void reply.header("vary", "Origin"));
  app.fastify.register(app.handlers);
  const response = await app.send("/api/auth/session");
  expect(response.headers.get("vary")).toBe("Origin, Cookie");
});
