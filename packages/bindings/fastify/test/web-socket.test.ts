import { once } from "node:events";
import websocket from "@fastify/websocket";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { type App, createApp, UNTIL_DUE } from "./app.ts";

function createSocketApp(): App {
  const app = createApp();
  app.fastify.register(websocket).register(app.attach());
  app.fastify.register(async (scope) => {
    const withGuard = { websocket: true, preValidation: app.requireSession() } as const;
    scope.get("/socket", withGuard, (socket, request) => {
      const user = app.getSession(request)?.userId;
      socket.on("message", (text) => socket.send(`${user}: ${text}`));
    });
    scope.get("/watched", { websocket: true }, async (socket, request) => {
      const { signal, refusal } = await app.authenticateUpgrade(request);
      signal?.addEventListener("abort", () => socket.close(4401, signal.reason));
      if (refusal) socket.close(4401, refusal.code);
      else socket.send("watching");
    });
  });
  return app;
}

async function open(app: App, path: string, headers: Readonly<Record<string, string>>) {
  const origin = await app.listen();
  return new WebSocket(origin.replace("http", "ws") + path, { headers: { origin, ...headers } });
}

/** The status of a handshake that is refused. */
async function refusedStatus(app: App, headers: Readonly<Record<string, string>>) {
  const [, response] = await once(await open(app, "/socket", headers), "unexpected-response");
  return [response.statusCode, response.headers["set-cookie"]];
}

test("a withGuard socket has the session, which is not changed if it is due", async () => {
  const app = createSocketApp();
  const cookie = await app.cookieOf("ada");
  app.harness.control({ advance: UNTIL_DUE });
  const socket = await open(app, "/socket", { cookie });
  const upgraded = once(socket, "upgrade");
  await once(socket, "open");
  const [response] = await upgraded;
  expect(response.headers["set-cookie"]).toBeUndefined();
  socket.send("hello");
  const [message] = await once(socket, "message");
  expect(String(message)).toBe("ada: hello");
  socket.close();
});

test("a handshake without a session is refused, and so is one of another site's page", async () => {
  const app = createSocketApp();
  const cookie = await app.cookieOf("ada");
  expect(await refusedStatus(app, {})).toEqual([401, undefined]);
  const foreign = { cookie, origin: "https://evil.example" };
  expect(await refusedStatus(app, foreign)).toEqual([403, undefined]);
});

test("a socket of authenticateUpgrade closes when its session is revoked", async () => {
  const app = createSocketApp();
  const socket = await open(app, "/watched", { cookie: await app.cookieOf("ada") });
  await once(socket, "message");
  const closed = once(socket, "close");
  const [session] = await app.harness.sessions.list("ada");
  await app.harness.sessions.revoke(String(session?.id));
  const [code, reason] = await closed;
  expect([code, String(reason)]).toEqual([4401, "revoked"]);
});
