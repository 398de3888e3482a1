import { once } from "node:events";
import { request } from "node:http";
import { expect, test } from "vitest";
import { createApp } from "./app.ts";

test("a session is not watched for a client that has disconnected already", async () => {
  const app = createApp();
  const watched: Promise<AbortSignal>[] = [];
  app.express.get("/", app.attach(), (req, res) => {
    res.on("close", () => setImmediate(() => watched.push(app.watchSession(req))));
    res.flushHeaders();
  });
  const { port } = await app.listen();
  const headers = { cookie: await app.cookieOf("ada") };
  const client = request({ port, headers }).end();
  await once(client, "response");
  client.destroy();
  await expect.poll(() => watched).toHaveLength(1);
  const signal = await watched[0];
  await app.harness.sessions.revokeUser("ada");
  expect(signal?.aborted).toBe(false);
  await app.close();
});
