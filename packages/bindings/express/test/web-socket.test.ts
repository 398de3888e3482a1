import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { type LiveApp, startLiveApp } from "./live-app.ts";

const DAY = 24 * 3_600_000;

describe.each(["jwt", "database"] as const)("a WebSocket, strategy %s", (strategy) => {
  let app: LiveApp;

  beforeEach(async () => {
    app = await startLiveApp(strategy);
    serve(app);
  });
  afterEach(() => app.close());

  test("opens for a signed-in user, with the session", async () => {
    const { socket, greeting } = await connect(app, await app.signIn("ada"));
    expect(greeting).toBe("hello ada");
    socket.close();
  });

  test("opens for a bearer token from any origin", async () => {
    const { cookie } = await app.signIn("ada");
    const name = strategy === "jwt" ? "access" : "session";
    const authorization = `Bearer ${new RegExp(`${name}=([^;]+)`).exec(cookie)?.[1]}`;
    const headers = { authorization, origin: "https://elsewhere.example" };
    const { socket, greeting } = await connect(app, headers);
    expect(greeting).toBe("hello ada");
    socket.close();
  });

  test("opens when the access token has expired, and does not change the session", async () => {
    const headers = await app.signIn("ada");
    await app.pass(16 * 60_000);
    const { socket, greeting } = await connect(app, headers);
    expect(greeting).toBe("hello ada");
    socket.close();
    expect(app.events).toEqual(["session.created"]);
  });

  test("is refused without a session, and with a session that has ended", async () => {
    expect(await refusal(app, { origin: app.origin })).toEqual([401, "session_required absent"]);
    const headers = await app.signIn("ada");
    await app.pass(8 * DAY);
    expect(await refusal(app, headers)).toEqual([401, "session_required expired_idle"]);
  });

  test("is refused to a page of another site, although the browser sends the cookies", async () => {
    const { cookie } = await app.signIn("ada");
    for (const sent of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: app.origin, "sec-fetch-site": "cross-site" },
      {},
    ]) {
      const headers: Record<string, string> = { cookie, ...sent };
      expect(await refusal(app, headers)).toEqual([403, "cross_site null"]);
    }
  });

  test("is refused with 503 in an outage, and works again after it", async () => {
    const headers = await app.signIn("ada");
    await app.pass(16 * 60_000);
    app.fail(true);
    expect(await refusal(app, headers)).toEqual([503, "unavailable unavailable"]);
    app.fail(false);
    const { socket } = await connect(app, headers);
    socket.close();
  });

  test("closes when its session is revoked, and those of other sessions stay open", async () => {
    const ada = await connect(app, await app.signIn("ada"));
    const eve = await connect(app, await app.signIn("eve"));
    const closed = once(ada.socket, "close");
    await app.sessions.revokeUser("ada");
    expect((await closed)[0]).toBe(4401);
    expect(await echo(eve.socket)).toBe("still here");
    eve.socket.close();
  });

  test("closes at the next check after its session has expired", async () => {
    const { socket } = await connect(app, await app.signIn("ada"));
    await app.pass(6 * DAY);
    expect(await echo(socket)).toBe("still here");
    const closed = once(socket, "close");
    await app.pass(2 * DAY);
    expect((await closed)[0]).toBe(4401);
  });
});

/** As in an application. 4401 is its own close code, for "not signed in". */
function serve({ server, authenticateUpgrade, connections }: LiveApp): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", async (req, raw, head) => {
    const { session, expiresIn, refusal } = await authenticateUpgrade(req);
    if (refusal) {
      const { status, code, reason } = refusal;
      raw.end(`HTTP/1.1 ${status} ${code} ${reason}\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(req, raw, head, (socket) => {
      socket.on(
        "close",
        connections.add(session, expiresIn, () => socket.close(4401)),
      );
      socket.send(`hello ${session.userId}`);
      socket.on("message", (data) => socket.send(data.toString()));
    });
  });
}

async function connect(
  { origin }: LiveApp,
  headers: Record<string, string>,
): Promise<{ socket: WebSocket; greeting: string }> {
  const socket = new WebSocket(origin.replace("http", "ws"), { headers });
  const [greeting] = await once(socket, "message");
  return { socket, greeting: String(greeting) };
}

async function refusal(
  { origin }: LiveApp,
  headers: Record<string, string>,
): Promise<[status: number, message: string]> {
  const socket = new WebSocket(origin.replace("http", "ws"), { headers });
  socket.on("error", () => undefined);
  const [, response] = await once(socket, "unexpected-response");
  response.resume();
  return [response.statusCode, response.statusMessage];
}

async function echo(socket: WebSocket): Promise<string> {
  socket.send("still here");
  const [data] = await once(socket, "message");
  return String(data);
}
