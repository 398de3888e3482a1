import { describeDeviceBound } from "@sessionkit/browser-contract";
import { WebSocketServer } from "ws";
import { createContractApp, type Extend } from "./contract-app.ts";

const extend: Extend = (app, server, { authenticateUpgrade, createSession }) => {
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
    const { session } = await authenticateUpgrade(req);
    if (!session) return void socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
    sockets.handleUpgrade(req, socket, head, (connection) =>
      connection.on("message", (text) => connection.send(`${session.userId}: ${text}`)),
    );
  });
};

describeDeviceBound("Express", (setup) => createContractApp(setup, extend), {
  starts: true,
  signInRoutes: ["/sign-in/document", "/sign-in/redirect"],
  socket: true,
});
