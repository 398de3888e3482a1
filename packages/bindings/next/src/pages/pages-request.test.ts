import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createSessions } from "@sessionkit/core";
import { expect, test } from "vitest";
import { bindSessions } from "./bind-sessions.ts";

const secret = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";
const sessions = createSessions({ strategy: "jwt", secret });
const { createSession } = bindSessions(sessions, { allowCrossSite: ["/api/saml/:path*"] });

async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    await createSession(req, res, "ada");
    res.end();
  } catch (error) {
    res.writeHead((error as { status: number }).status).end();
  }
}

test("another site may post a sign-in to a path that allows it, and to no other", async () => {
  const server = createServer((req, res) => void handle(req, res)).listen(0, "127.0.0.1");
  try {
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const headers = { "sec-fetch-site": "cross-site", origin: "https://idp.example" };
    const post = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers });
      return [answer.status, answer.headers.getSetCookie().length];
    };
    expect(await post("/api/saml/return?x=1")).toEqual([200, 2]);
    expect(await post("/api/samlx")).toEqual([403, 0]);
    expect(await post("/api/saml/../sign-in")).toEqual([403, 0]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
