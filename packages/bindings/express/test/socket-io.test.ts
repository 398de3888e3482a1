import { once } from "node:events";
import { Server } from "socket.io";
import { type Socket as Client, io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LiveApp, startLiveApp } from "./live-app.ts";

const DAY = 24 * 3_600_000;

describe.each(["websocket", "polling"])("socket.io by %s", (transport) => {
  let app: LiveApp;
  let server: Server;
  const clients: Client[] = [];

  beforeEach(async () => {
    app = await startLiveApp("jwt");
    server = serve(app);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.disconnect();
    await server.close();
    await app.close();
  });

  function connect(extraHeaders: Record<string, string>): Client {
    const client = io(app.origin, { extraHeaders, transports: [transport], reconnection: false });
    clients.push(client);
    return client;
  }

  test("connects a signed-in user, with the session", async () => {
    const client = connect(await app.signIn("ada"));
    expect(await received(client, "hello")).toBe("ada");
  });

  test("refuses a signed-out client, and another site, with the code of the refusal", async () => {
    const { cookie } = await app.signIn("ada");
    expect(await received(connect({ origin: app.origin }), "connect_error")).toMatchObject({
      message: "session_required",
      data: { status: 401, reason: "absent" },
    });
    const foreign = connect({ cookie, origin: "https://evil.example" });
    expect(await received(foreign, "connect_error")).toMatchObject({ message: "cross_site" });
  });

  test("disconnects when the session is revoked, and when it has expired", async () => {
    const ada = connect(await app.signIn("ada"));
    const eve = connect(await app.signIn("eve"));
    await Promise.all([received(ada, "hello"), received(eve, "hello")]);
    const adaLeft = received(ada, "disconnect");
    await app.sessions.revokeUser("ada");
    expect(await adaLeft).toBe("io server disconnect");
    await app.pass(DAY);
    expect(eve.connected).toBe(true);
    const eveLeft = received(eve, "disconnect");
    await app.pass(8 * DAY);
    expect(await eveLeft).toBe("io server disconnect");
  });
});

/** As in an application. */
function serve({ server, authenticateUpgrade, connections }: LiveApp): Server {
  const sockets = new Server(server, { serveClient: false });
  sockets.use(async (socket, next) => {
    const { session, expiresIn, refusal } = await authenticateUpgrade(socket.request);
    if (refusal) {
      next(Object.assign(new Error(refusal.code), { data: refusal }));
      return;
    }
    socket.data.session = session;
    const close = () => void socket.disconnect(true);
    socket.on("disconnect", connections.add(session, expiresIn, close));
    next();
  });
  sockets.on("connection", (socket) => socket.emit("hello", socket.data.session.userId));
  return sockets;
}

async function received(client: Client, event: string): Promise<unknown> {
  const [what] = await once(client as unknown as NodeJS.EventEmitter, event);
  return what;
}
