import { once } from "node:events";
import { request } from "node:http";
import { expect, test } from "vitest";
import { createApp } from "./app.ts";

test.each([
  "/api/auth/bound/../../../secret",
  "/api/auth/bound/%2e%2e/%2e%2e/%2e%2e/secret",
  "/api/auth/../../secret",
  "/secret/../api/auth/bound/refresh",
])("the guard passes no request for %s to a proxy behind it", async (path) => {
  const app = createApp();
  app.express.use(app.attach(), app.handlers, app.requireSession());
  app.express.use((_req, res) => void res.end("passed"));
  const { port } = await app.listen();
  const [response] = await once(request({ port, path }).end(), "response");
  expect(response.resume().statusCode).toBe(401);
  await app.close();
});
