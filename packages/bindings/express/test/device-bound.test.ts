import { describeDeviceBound } from "@sessionkit/browser-contract";
import { expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { createContractApp, type Extend } from "./contract-app.ts";

const extend: Extend = (app, server, session) => {
  const { authenticateUpgrade, createSession, getSession, requireSession } = session;
  app.get("/confirm", requireSession({ binding: "optional" }), (req, res) => {
    res.json({ user: getSession(req)?.userId });
  });
  app.get("/sign-in/document", async (req, res) => {
    await createSession(req, res, String(req.query.user));
    res.type("html").send("<!doctype html><title>signed in</title>");
  });
  app.get("/sign-in/redirect", async (req, res) => {
    await createSession(req, res, String(req.query.user));
    res.redirect(303, "/who");
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", async (req, socket, head) => {
    const { session: signedIn } = await authenticateUpgrade(req);
    if (!signedIn) return void socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
    sockets.handleUpgrade(req, socket, head, (connection) =>
      connection.on("message", (text) => connection.send(`${signedIn.userId}: ${text}`)),
    );
  });
};

describeDeviceBound("Express", (setup) => createContractApp(setup, extend), {
  full: true,
  signInRoutes: ["/sign-in/document", "/sign-in/redirect"],
  socket: true,
  more: ({ app, openUser, strategy }) =>
    test("a user whose browser has lost the key reaches the page of a step-up, and no other", async () => {
      const { signIn, prove, expire, send } = await openUser("confirming");
      await signIn();
      await prove();
      app().proxy.failNext("/api/auth/bound/refresh", { status: 404 });
      await expire();
      expect(await send("/protected")).toMatchObject({ status: 401 });
      const user = `confirming-${strategy}`;
      expect(await send("/confirm")).toEqual({ status: 200, body: { user } });
      expect(await send("/note", "POST", { note: "changed" })).toMatchObject({ status: 401 });
    }),
});
