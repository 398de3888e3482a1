import { randomBytes } from "node:crypto";
import { applyToCookieHeader, createSessions, type SessionRequest } from "@sessionkit/core";
import { type OwnServer, startPostgres } from "@sessionkit/test-servers";
import { fixedClock } from "@sessionkit/testing";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { createTableStatements, sessionTable } from "../src/pg.ts";
import { createDrizzleStore } from "../src/store/create-drizzle-store.ts";

/** A browser whose access token is expired at every request. */
interface Browser {
  cookie: string;
}

let server: OwnServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.close());

it.each(["kill", "stop"] as const)(
  "ends no session when Postgres restarts during rotations, by %s",
  async (end) => {
    const { sessions, clock, client } = await openService();
    const browsers = await Promise.all(
      Array.from({ length: 20 }, async (_, i): Promise<Browser> => {
        const { cookies } = await sessions.create(`user-${i}`);
        return { cookie: applyToCookieHeader(null, cookies) };
      }),
    );
    /** Refreshes, and stores the returned cookies. */
    const refresh = async (browser: Browser) => {
      const { status, cookies } = await sessions.refresh(requestOf(browser));
      browser.cookie = applyToCookieHeader(browser.cookie, cookies);
      return status;
    };
    const refreshAll = () => Promise.all(browsers.map(refresh));
    const seen = new Set<string>();

    for (let round = 0; round < 3; round++) {
      clock.advance("1h");
      const [statuses] = await Promise.all([refreshAll(), server[end]()]);
      for (const status of statuses) seen.add(status);
      expect(new Set(await refreshAll())).toEqual(new Set(["unavailable"]));
      await server.start();
      for (const browser of browsers) {
        while ((await refresh(browser)) === "unavailable");
      }
      expect(new Set(await refreshAll())).toEqual(new Set(["authenticated"]));
    }
    expect(seen).not.toContain("unauthenticated");
    const { rows } = await client.query("select distinct generation from session");
    expect(rows).toEqual([{ generation: 4 }]);
  },
);

async function openService() {
  const client = new pg.Pool({ connectionString: server.url });
  client.on("error", () => undefined);
  onTestFinished(() => client.end());
  for (const sql of ["drop table if exists session", ...createTableStatements(sessionTable)]) {
    await client.query(sql);
  }
  const clock = fixedClock();
  const sessions = createSessions({
    strategy: "jwt",
    store: createDrizzleStore(drizzle({ client }), { sessions: sessionTable }),
    secret: randomBytes(32).toString("base64url"),
    origin: "https://app.example",
    timeout: "30s",
    clock,
  });
  return { sessions, clock, client };
}

function requestOf({ cookie }: Browser): SessionRequest {
  const headers: Record<string, string> = { "sec-fetch-site": "same-origin", cookie };
  return { method: "POST", header: (name) => headers[name] };
}
