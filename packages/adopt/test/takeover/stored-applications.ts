import { useRedis } from "@sessionkit/test-servers";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { RedisStore } from "connect-redis";
import session from "express-session";
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from "lucia";
import { createClient } from "redis";
import { fromBetterAuth, fromExpressSession, fromLucia } from "../../src/index.ts";
import { Browser } from "../browser.ts";
import { signInWithPassport } from "../passport-server.ts";
import { HOUR, type StartOld, SECRET as secret, textOf } from "./old-application.ts";
import { closeLater, serve } from "./serve.ts";

/** With passport, and with a store of the application. */
const startExpress =
  (openStore: () => Promise<session.Store>): StartOld =>
  async (clock) => {
    const store = await openStore();
    const { browser, visit } = await signInWithPassport({
      store,
      secret,
      cookie: { maxAge: HOUR },
    });
    return {
      ...{ adopter: fromExpressSession({ secret, store, clock }), browser, userId: "ada" },
      accepts: async (header) => (await visit("/", header)) === "ada",
      ...{ hasRow: true, knowsSignIn: false },
    };
  };

export const startExpressSession: StartOld = startExpress(async () => new session.MemoryStore());

export const startConnectRedis: StartOld = startExpress(async () => {
  const { url, prefix, close } = await useRedis();
  const client = await createClient({ url }).connect();
  closeLater(async () => {
    await client.close();
    await close();
  });
  return new RedisStore({ client, prefix });
});

export const startBetterAuth: StartOld = async (clock) => {
  const tables = { user: [], session: [], account: [], verification: [] };
  const origin = await serve((baseURL) => {
    const auth = betterAuth({
      ...{ baseURL, secret, database: memoryAdapter(tables as never) },
      emailAndPassword: { enabled: true },
      session: { expiresIn: HOUR / 1_000 },
    });
    return (request) => auth.handler(request);
  });
  const browser = new Browser();
  const response = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ name: "ada", email: "ada@app.example", password: "a long password" }),
  });
  browser.keep(response);
  const rows = tables.session as {
    token: string;
    userId: string;
    expiresAt: Date;
    createdAt: Date;
  }[];
  const adopter = fromBetterAuth({
    ...{ secret, clock },
    findSession: async (token) => rows.find((row) => row.token === token),
    deleteSession: async (token) => {
      rows.splice(0, rows.length, ...rows.filter((row) => row.token !== token));
    },
  });
  return {
    ...{ adopter, browser, userId: rows[0]?.userId ?? "" },
    accepts: async (header) =>
      (await textOf(`${origin}/api/auth/get-session`, header)).includes("ada@app.example"),
    ...{ hasRow: true, knowsSignIn: true },
  };
};

export const startLucia: StartOld = async (clock) => {
  const sessions = new Map<string, DatabaseSession>();
  const adapter: Adapter = {
    getSessionAndUser: async (id) => {
      const found = sessions.get(id) ?? null;
      return [found, found && { id: found.userId, attributes: {} }];
    },
    getUserSessions: async () => [...sessions.values()],
    setSession: async (one) => void sessions.set(one.id, one),
    updateSessionExpiration: async () => undefined,
    deleteSession: async (id) => void sessions.delete(id),
    deleteUserSessions: async () => sessions.clear(),
    deleteExpiredSessions: async () => undefined,
  };
  const lucia = new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(1, "h"),
    sessionCookie: { attributes: { secure: false } },
  });
  const origin = await serve(() => async (request) => {
    if (new URL(request.url).pathname === "/sign-in") {
      const { id } = await lucia.createSession("ada", {});
      return new Response("ok", {
        headers: { "set-cookie": lucia.createSessionCookie(id).serialize() },
      });
    }
    const id = lucia.readSessionCookie(request.headers.get("cookie") ?? "") ?? "";
    const { user } = await lucia.validateSession(id);
    return new Response(user?.id ?? "nobody");
  });
  const browser = new Browser();
  browser.keep(await fetch(`${origin}/sign-in`));
  const adopter = fromLucia({
    findSession: async (id) => (await adapter.getSessionAndUser(id))[0],
    deleteSession: (id) => lucia.invalidateSession(id),
    clock,
  });
  return {
    ...{ adopter, browser, userId: "ada" },
    accepts: async (header) => (await textOf(`${origin}/me`, header)) === "ada",
    ...{ hasRow: true, knowsSignIn: false },
  };
};
