import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { SessionStore } from "@sessionkit/core";
import { bindSessions } from "@sessionkit/express";
import { createRedisStore } from "@sessionkit/redis";
import { startRedis } from "@sessionkit/test-servers";
import { fromNodeHeaders } from "better-auth/node";
import { RedisStore } from "connect-redis";
import cookieSession from "cookie-session";
import express, { type Express, type Request } from "express";
import expressSession from "express-session";
import { Redis } from "ioredis";
import { getIronSession, sealData } from "iron-session";
import { jwtVerify, SignJWT } from "jose";
import jsonwebtoken from "jsonwebtoken";
import { encode, getToken } from "next-auth/jwt";
import { KEY, SECRET } from "../../bench/fixtures.ts";
import { signedInToBetterAuth } from "../better-auth.ts";
import { type Contender, DAY, USER } from "../contender.ts";
import { signedInToSessionkit } from "../signed-in-to-sessionkit.ts";

export const expressContenders = {
  bare: async () => serve((app) => app.get("/me", (_, res) => void res.json({ id: USER.id })), {}),

  "sessionkit, jwt": () => sessionkit("jwt"),
  "sessionkit, database, memory store": () => sessionkit("database"),
  "sessionkit, database, Redis": async () => {
    const { url } = await startRedis();
    return sessionkit("database", createRedisStore(new Redis(url)));
  },

  "jsonwebtoken 9": async () => {
    // With a string, the library first tries to parse a public key, which takes five times as long as the rest.
    const token = jsonwebtoken.sign(USER, KEY, { expiresIn: DAY });
    return serve(
      (app) =>
        app.get("/me", (req, res) => {
          const user = jsonwebtoken.verify(bearer(req), KEY, { algorithms: ["HS256"] });
          res.json({ id: (user as typeof USER).id });
        }),
      { authorization: `Bearer ${token}` },
    );
  },

  "jose 6": async () => {
    const key = await crypto.subtle.importKey(
      "raw",
      Buffer.from(SECRET),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["sign", "verify"],
    );
    const token = await new SignJWT(USER)
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime("1d")
      .sign(key);
    return serve(
      (app) =>
        app.get("/me", async (req, res) => {
          const { payload } = await jwtVerify(bearer(req), key, { algorithms: ["HS256"] });
          res.json({ id: payload.id });
        }),
      { authorization: `Bearer ${token}` },
    );
  },

  "cookie-session 2": async () => {
    const value = Buffer.from(JSON.stringify({ user: USER })).toString("base64");
    const signature = createHmac("sha1", SECRET)
      .update(`session=${value}`)
      .digest("base64")
      .replace(/\/|\+|=/g, (one) => ({ "/": "_", "+": "-", "=": "" })[one] ?? "");
    return serve(
      (app) => {
        app.use(cookieSession({ keys: [SECRET] }));
        app.get(
          "/me",
          (req, res) =>
            void res.json({ id: (req.session as unknown as { user: typeof USER }).user.id }),
        );
      },
      { cookie: `session=${value}; session.sig=${signature}` },
    );
  },

  "next-auth 5, getToken": async () => {
    const cookieName = "authjs.session-token";
    const token = await encode({
      token: { sub: USER.id, ...USER },
      secret: SECRET,
      salt: cookieName,
    });
    return serve(
      (app) =>
        app.get("/me", async (req, res) => {
          const headers = { cookie: req.headers.cookie ?? "" };
          const user = await getToken({ req: { headers }, secret: SECRET, cookieName });
          res.json({ id: user?.sub });
        }),
      { cookie: `${cookieName}=${token}` },
    );
  },

  "better-auth 1, cookie cache": () => betterAuth(true),
  "better-auth 1, memory store": () => betterAuth(false),

  "iron-session 8": async () => {
    const options = { cookieName: "iron", password: SECRET };
    const sealed = await sealData({ user: USER }, { password: SECRET });
    return serve(
      (app) =>
        app.get("/me", async (req, res) => {
          const session = await getIronSession<{ user: typeof USER }>(req, res, options);
          res.json({ id: session.user.id });
        }),
      { cookie: `iron=${sealed}` },
    );
  },

  "express-session 1 with connect-redis": async () => {
    const { url } = await startRedis();
    const store = new RedisStore({ client: new Redis(url) });
    const id = "bench-session";
    await new Promise((resolve) =>
      store.set(id, { cookie: { maxAge: DAY * 1000 }, user: USER } as never, resolve),
    );
    const signature = createHmac("sha256", SECRET).update(id).digest("base64").replace(/=+$/, "");
    return serve(
      (app) => {
        app.use(expressSession({ store, secret: SECRET, resave: false, saveUninitialized: false }));
        app.get(
          "/me",
          (req, res) =>
            void res.json({ id: (req.session as unknown as { user: typeof USER }).user.id }),
        );
      },
      { cookie: `connect.sid=${encodeURIComponent(`s:${id}.${signature}`)}` },
    );
  },
} satisfies Record<string, () => Promise<Contender>>;

async function betterAuth(cookieCache: boolean): Promise<Contender> {
  const { auth, cookie } = await signedInToBetterAuth(cookieCache);
  return serve(
    (app) =>
      app.get("/me", async (req, res) => {
        const session = await auth.api.getSession({ headers: fromNodeHeaders(req.headers) });
        res.json({ id: session?.user.id });
      }),
    { cookie },
  );
}

async function sessionkit(strategy: "jwt" | "database", store?: SessionStore): Promise<Contender> {
  const { sessions, cookie } = await signedInToSessionkit(strategy, store);
  const { attach, getSession, requireSession } = bindSessions(sessions);
  return serve(
    (app) => {
      app.use(attach());
      app.get(
        "/me",
        requireSession(),
        (req, res) => void res.json({ id: getSession(req)?.userId }),
      );
    },
    { cookie },
  );
}

function serve(routes: (app: Express) => void, headers: Contender["headers"]): Contender {
  const app = express().disable("x-powered-by").set("etag", false);
  routes(app);
  return { server: createServer(app), headers };
}

function bearer(req: Request): string {
  return (req.headers.authorization ?? "").slice("Bearer ".length);
}
