import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { bindSessions } from "@sessionkit/hono";
import { Hono } from "hono";
import { jwt, sign } from "hono/jwt";
import {
  CookieStore,
  type Session as HonoSession,
  MemoryStore,
  sessionMiddleware,
} from "hono-sessions";
import { getIronSession, sealData } from "iron-session";
import { SECRET } from "../../bench/fixtures.ts";
import { signedInToBetterAuth } from "../better-auth.ts";
import { type Contender, DAY, USER } from "../contender.ts";
import { signedInToSessionkit } from "../signed-in-to-sessionkit.ts";

export const honoContenders = {
  bare: async () =>
    serve(
      new Hono().get("/me", (c) => c.json({ id: USER.id })),
      {},
    ),

  "an empty middleware and one header": async () => {
    const app = new Hono();
    app.use(async (c, next) => {
      c.header("cache-control", "private, no-store");
      await next();
    });
    app.get("/me", (c) => c.json({ id: USER.id }));
    return serve(app, {});
  },

  "sessionkit, jwt": () => sessionkit("jwt"),
  "sessionkit, database, memory store": () => sessionkit("database"),

  "hono/jwt": async () => {
    const exp = Math.floor(Date.now() / 1000) + 3_600;
    const token = await sign({ ...USER, exp }, SECRET, "HS256");
    const app = new Hono<{ Variables: { jwtPayload: typeof USER } }>();
    app.use(jwt({ secret: SECRET, alg: "HS256" }));
    app.get("/me", (c) => c.json({ id: c.get("jwtPayload").id }));
    return serve(app, { authorization: `Bearer ${token}` });
  },

  "iron-session 8": async () => {
    const options = { cookieName: "iron", password: SECRET };
    const sealed = await sealData({ user: USER }, { password: SECRET });
    const app = new Hono().get("/me", async (c) => {
      const session = await getIronSession<{ user: typeof USER }>(c.req.raw, c.res, options);
      return c.json({ id: session.user.id });
    });
    return serve(app, { cookie: `iron=${sealed}` });
  },

  "hono-sessions, cookie": () => honoSessions(new CookieStore()),
  "hono-sessions, memory store": () => honoSessions(new MemoryStore()),

  "better-auth 1, cookie cache": () => betterAuth(true),
  "better-auth 1, memory store": () => betterAuth(false),
} satisfies Record<string, () => Promise<Contender>>;

async function sessionkit(strategy: "jwt" | "database"): Promise<Contender> {
  const { sessions, cookie } = await signedInToSessionkit(strategy);
  const { requireSession } = bindSessions(sessions);
  const app = new Hono().get("/me", requireSession(), (c) =>
    c.json({ id: c.get("session").userId }),
  );
  return serve(app, { cookie });
}

async function honoSessions(store: CookieStore | MemoryStore): Promise<Contender> {
  const app = new Hono<{ Variables: { session: HonoSession<{ user: typeof USER }> } }>();
  app.use(
    sessionMiddleware({
      store,
      encryptionKey: SECRET,
      expireAfterSeconds: DAY,
      cookieOptions: { path: "/", httpOnly: true, sameSite: "Lax" },
    }),
  );
  app.post("/in", (c) => {
    c.get("session").set("user", USER);
    return c.body(null, 204);
  });
  app.get("/me", (c) => c.json({ id: c.get("session").get("user")?.id }));
  const signedIn = await app.request("/in", { method: "POST" });
  const cookie = signedIn.headers.getSetCookie().at(-1)?.split(";")[0] ?? "";
  return serve(app, { cookie });
}

async function betterAuth(cookieCache: boolean): Promise<Contender> {
  const { auth, cookie } = await signedInToBetterAuth(cookieCache);
  const app = new Hono().get("/me", async (c) => {
    const session = await auth.api.getSession({ headers: c.req.raw.headers });
    return c.json({ id: session?.user.id });
  });
  return serve(app, { cookie });
}

function serve(app: Pick<Hono, "fetch">, headers: Contender["headers"]): Contender {
  return { server: createServer(getRequestListener(app.fetch)), headers };
}
