import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { createSessions } from "@sessionkit/core";
import type { NextApiRequest, NextApiResponse } from "next";
import { expect, test } from "vitest";
import { bindSessions } from "./bind-sessions.ts";

// For tests only.
const secret = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";
const { handlers } = bindSessions(createSessions({ strategy: "jwt", secret }));

test("answers 413 to a body that is longer than 16 KiB, and reads no more of it, where bodyParser is off", async () => {
  const server = createServer((req, res) => {
    void handlers(req as NextApiRequest, res as unknown as NextApiResponse);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    const path = "/api/auth/refresh";
    const headers = { "content-type": "application/json" };
    const outgoing = request({ port, path, method: "POST", headers, agent: false });
    // The rest is never sent: the answer does not wait for it.
    outgoing.write("a".repeat(20_000));
    const [incoming] = await once(outgoing, "response");
    expect(incoming.statusCode).toBe(413);
    outgoing.destroy();
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
