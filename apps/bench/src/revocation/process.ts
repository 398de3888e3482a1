import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createSessions, type SessionRequest, type StoredSessions } from "@sessionkit/core";
import { type Backend, openStore } from "./open-store.ts";

/** How a process is started. */
export interface ProcessSetup {
  readonly framework: "express" | "hono";
  readonly backend: Backend;
  readonly secret: string;
  /** Access tokens of live sessions, for its background load. */
  readonly tokens: readonly string[];
}

export type Order = { readonly revoke: string };

/** Signed checks in each turn of the background load, and milliseconds between two turns. */
const CHECKS = 20;
const EVERY = 10;

/** A server with one route for signed-in users. */
const SERVE = {
  async express(sessions: StoredSessions): Promise<Server> {
    const [{ default: express }, { bindSessions }] = await Promise.all([
      import("express"),
      import("@sessionkit/express"),
    ]);
    const { attach, requireSession } = bindSessions(sessions);
    const app = express().get("/me", attach(), requireSession(), (_, res) => void res.json({}));
    return createServer(app);
  },
  async hono(sessions: StoredSessions): Promise<Server> {
    const [{ createAdaptorServer }, { Hono }, { bindSessions }] = await Promise.all([
      import("@hono/node-server"),
      import("hono"),
      import("@sessionkit/hono"),
    ]);
    const { requireSession } = bindSessions(sessions);
    const app = new Hono().get("/me", requireSession(), (c) => c.json({}));
    return createAdaptorServer({ fetch: app.fetch }) as Server;
  },
};

if (process.send) {
  const [setup] = (await once(process, "message")) as [ProcessSetup];
  const sessions = createSessions({
    strategy: "jwt",
    secret: setup.secret,
    store: await openStore(setup.backend),
  });
  const server = await SERVE[setup.framework](sessions);
  await once(server.listen(0, "127.0.0.1"), "listening");
  let next = 0;
  setInterval(() => {
    for (let check = 0; check < CHECKS; check++) {
      const token = setup.tokens[next++ % setup.tokens.length] ?? "";
      void sessions.resolve(bearer(token));
    }
  }, EVERY);
  process.on("message", async ({ revoke }: Order) => {
    process.send?.({ revoked: await sessions.revoke(revoke) });
  });
  process.on("disconnect", () => process.exit());
  process.send({ port: (server.address() as AddressInfo).port });
}

function bearer(token: string): SessionRequest {
  const header = (name: string) => (name === "authorization" ? `Bearer ${token}` : null);
  return { method: "GET", header };
}
