import { expect, test } from "vitest";
import { createApp } from "./app.ts";

test("a session is not watched for a client that has disconnected already", async () => {
  const app = createApp();
  const watched: Promise<AbortSignal>[] = [];
  app.fastify.register(app.attach());
  app.fastify.register(async (scope) => {
    scope.get("/", (request, reply) => {
      reply.raw.on("close", () => setImmediate(() => watched.push(app.watchSession(request))));
      reply.hijack();
      reply.raw.flushHeaders();
    });
  });
  const client = new AbortController();
  const headers = { cookie: await app.cookieOf("ada") };
  await app.send("/", { headers, signal: client.signal });
  client.abort();
  await expect.poll(() => watched).toHaveLength(1);
  const signal = await watched[0];
  await app.harness.sessions.revokeUser("ada");
  expect(signal?.aborted).toBe(false);
});
