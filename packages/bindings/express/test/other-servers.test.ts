import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Request, Response } from "express";
import Koa from "koa";
import { describe, expect, onTestFinished, test } from "vitest";
import type { SessionMiddleware } from "../src/index.ts";
import { createApp, namesSet, UNTIL_DUE } from "./app.ts";

type Bound = ReturnType<typeof createApp>;

/** Servers without an application of Express, with the middleware of the binding before the routes. */
const servers: Readonly<Record<string, (bound: Bound) => RequestListener>> = {
  Koa({ attach, handlers, createSession, getSession }) {
    const app = new Koa();
    for (const middleware of [attach(), handlers]) {
      app.use(async (ctx, next) => {
        await passed(middleware, ctx.req, ctx.res);
        if (ctx.res.headersSent) ctx.respond = false;
        else await next();
      });
    }
    app.use(async (ctx) => {
      const [req, res] = [ctx.req as Request, ctx.res as Response];
      if (ctx.method === "POST") await createSession(req, res, "ada");
      ctx.body = { user: getSession(req)?.userId ?? null };
    });
    return app.callback();
  },
  "Node's own server"({ attach, handlers, createSession, getSession }) {
    return async (message, response) => {
      const [req, res] = [message as Request, response as Response];
      await passed(attach(), req, res);
      await passed(handlers, req, res);
      if (res.headersSent) return;
      if (req.method === "POST") await createSession(req, res, "ada");
      response.end(JSON.stringify({ user: getSession(req)?.userId ?? null }));
    };
  },
};

/** Resolves when a middleware has passed on the request or has answered it. */
function passed(middleware: SessionMiddleware, ...[req, res]: Parameters<RequestListener>) {
  return new Promise<void>((resolve, reject) => {
    res.once("finish", resolve);
    middleware(req, res, (error?: unknown) => (error ? reject(error) : resolve()));
  });
}

describe.each(Object.entries(servers))("under %s", (_name, create) => {
  test("signs in, refreshes, answers the endpoints and refuses another site", async () => {
    const bound = createApp();
    const send = await serve(create(bound));
    expect(await (await send("/")).json()).toEqual({ user: null });
    const own = { "sec-fetch-site": "same-origin" };
    const signedIn = await send("/", { method: "POST", headers: own });
    expect(namesSet(signedIn)).toEqual(["session", "access"].sort());
    const cookie = signedIn.headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0])
      .join("; ");
    bound.harness.control({ advance: UNTIL_DUE });
    const refreshed = await send("/", { headers: { cookie } });
    expect(await refreshed.json()).toEqual({ user: "ada" });
    expect(namesSet(refreshed)).toHaveLength(2);
    const foreign = { cookie, "sec-fetch-site": "cross-site" };
    expect((await send("/", { method: "POST", headers: foreign })).status).toBe(403);
    const logout = { method: "POST", headers: { ...own, cookie } };
    expect(await (await send("/api/auth/logout", logout)).json()).toEqual({ revoked: 1 });
    expect(await (await send("/", { headers: { cookie } })).json()).toEqual({ user: null });
  });
});

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
}
