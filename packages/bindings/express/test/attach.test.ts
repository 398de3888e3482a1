import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { inspect } from "node:util";
import express, { type ErrorRequestHandler, type RequestHandler, Router } from "express";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type App, createApp, namesSet, UNTIL_DUE } from "./app.ts";

let app: App;

beforeEach(() => {
  app = createApp();
});
afterEach(async () => {
  await app.close();
  vi.restoreAllMocks();
});

test("this project runs on the version of Express in its name", ({ task }) => {
  const isFour = "lazyrouter" in express.application;
  expect(`express ${isFour ? 4 : 5}`).toBe(task.file.projectName);
});

describe("attach", () => {
  test("reads the store once per request, and once more per change", async () => {
    const { attach, requireSession, updateSession, ...database } = createApp({
      strategy: "database",
    });
    const guards = [attach(), attach(), requireSession(), requireSession({ verify: "store" })];
    database.express.use(guards);
    database.express.get("/", (req, res) => void res.json(database.getSession(req)?.userId));
    database.express.post("/", (req, res, next) => {
      updateSession(req, res, { note: "a" }).then(({ userId }) => res.json(userId), next);
    });
    const headers = { cookie: await database.cookieOf("ada"), "sec-fetch-site": "same-origin" };
    for (const [method, reads] of [
      ["GET", 1],
      ["POST", 2],
    ] as const) {
      database.harness.control();
      expect(await (await database.send("/", { method, headers })).json()).toBe("ada");
      expect(database.harness.control().reads).toBe(reads);
    }
    await database.close();
  });

  test("resolves the session in routers and applications mounted below", async () => {
    const router = Router().get("/who", (req, res) => void res.json(app.getSession(req)?.userId));
    app.express.use(app.attach()).use("/a/b", router).use("/c", express().use(router));
    const headers = { cookie: await app.cookieOf("ada") };
    for (const path of ["/a/b/who", "/c/who"]) {
      expect(await (await app.send(path, { headers })).json()).toBe("ada");
    }
  });

  test("stores the address of a sign-in", async () => {
    app.express.post("/", app.attach(), (req, res, next) => {
      app.createSession(req, res, "ada").then(({ userId }) => res.json(userId), next);
    });
    await app.send("/", { method: "POST" });
    expect(await app.harness.sessions.list("ada")).toMatchObject([{ ip: "127.0.0.1" }]);
  });

  test("resolves the session under a path that only begins like that of the endpoints", async () => {
    app.express.use(app.attach(), app.handlers);
    app.express.get("/api/authors", (req, res) => void res.json(app.getSession(req)?.userId));
    const headers = { cookie: await app.cookieOf("ada") };
    expect(await (await app.send("/api/authors", { headers })).json()).toBe("ada");
  });

  test('warns once of "trust proxy" that trusts every proxy', async () => {
    const warned = vi.spyOn(console, "warn").mockReturnValue();
    app.express.set("trust proxy", true).use(app.attach());
    await app.send("/");
    await app.send("/");
    expect(warned).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("trust proxy"));
  });

  test.each([false, 1, "loopback"])("does not warn of a trust proxy of %o", async (setting) => {
    const warned = vi.spyOn(console, "warn").mockReturnValue();
    app.express.set("trust proxy", setting).use(app.attach());
    await app.send("/");
    expect(warned).not.toHaveBeenCalled();
  });

  test("adds no property to a request that reveals a credential when printed", async () => {
    let printed = "";
    app.express.get("/", app.attach(), (req, res) => {
      const { headers: _, rawHeaders: __, ...rest } = req;
      const symbols = Object.getOwnPropertySymbols(req).map((key) => Reflect.get(req, key));
      const ours = symbols.filter((value) => value?.constructor?.name === "CurrentRequest");
      expect(ours).toHaveLength(1);
      printed = inspect([ours, rest.url], { depth: 20 });
      res.end();
    });
    const cookie = await app.cookieOf("ada");
    app.harness.control({ advance: UNTIL_DUE });
    const response = await app.send("/", { headers: { cookie } });
    expect(namesSet(response)).toHaveLength(2);
    expect(printed).not.toMatch(/v1\.|eyJ/);
  });
});

describe("another site", () => {
  const foreign = { "sec-fetch-site": "cross-site", origin: "https://pay.example" };

  test("may post where that is allowed, and the session is resolved and refreshed there", async () => {
    app.express.use("/paid", app.attach({ allowCrossSite: true }));
    app.express.use(app.attach());
    app.express.post(["/paid", "/other"], (req, res) => void res.json(app.getSession(req)?.userId));
    const headers = { ...foreign, cookie: await app.cookieOf("ada") };
    app.harness.control({ advance: UNTIL_DUE });
    const paid = await app.send("/paid", { method: "POST", headers });
    expect([await paid.json(), namesSet(paid)]).toEqual(["ada", ["access", "session"]]);
    const other = await app.send("/other", { method: "POST", headers });
    expect([other.status, namesSet(other)]).toEqual([403, []]);
  });

  test("may sign in where that is allowed, also if another user is signed in", async () => {
    app.express.post("/saml", app.attach({ allowCrossSite: true }), (req, res, next) => {
      app.createSession(req, res, "eve").then(({ userId }) => res.json(userId), next);
    });
    const headers = { ...foreign, cookie: await app.cookieOf("ada") };
    const response = await app.send("/saml", { method: "POST", headers });
    expect([response.status, namesSet(response)]).toEqual([200, ["access", "session"]]);
  });

  test("may post without a session", async () => {
    app.express.use(app.attach()).post("/hook", (_req, res) => void res.json("taken"));
    for (const cookie of [undefined, "theme=dark"]) {
      const headers = { ...foreign, ...(cookie && { cookie }) };
      expect((await app.send("/hook", { method: "POST", headers })).status).toBe(200);
    }
  });

  test("signs no user in, unless the route allows it", async () => {
    app.express.use(app.attach());
    for (const allowCrossSite of [false, true]) {
      app.express.post(`/in/${allowCrossSite}`, (req, res, next) => {
        app
          .createSession(req, res, "ada", { allowCrossSite })
          .then(({ userId }) => res.json(userId), next);
      });
    }
    const silenced = vi.spyOn(console, "error").mockReturnValue();
    const refused = await app.send("/in/false", { method: "POST", headers: foreign });
    expect([refused.status, namesSet(refused)]).toEqual([403, []]);
    expect(String(silenced.mock.calls)).toContain("CrossSiteError");
    const taken = await app.send("/in/true", { method: "POST", headers: foreign });
    expect([taken.status, namesSet(taken)]).toEqual([200, ["access", "session"]]);
  });

  test("is also refused if middleware overrides the method", async () => {
    app.express.use((req, _res, next) => {
      Object.assign(req, { originalMethod: req.method, method: "GET" });
      next();
    });
    app.express.use(app.attach()).get("/", (_req, res) => void res.end());
    const headers = { ...foreign, cookie: await app.cookieOf("ada") };
    expect((await app.send("/", { method: "POST", headers })).status).toBe(403);
  });
});

describe("getSession", () => {
  test("throws an error that attach has not run, instead of reporting a signed-out request", async () => {
    let received: unknown;
    app.express.get("/", (req, res) => {
      try {
        app.getSession(req);
      } catch (error) {
        received = error;
      }
      res.end();
    });
    await app.send("/");
    expect(received).toMatchObject({
      code: "session_config",
      message: expect.stringMatching(/attach/),
    });
  });
});

describe("getSessionAnswer", () => {
  const answering: RequestHandler = (req, res, next) => {
    app.getSessionAnswer(req, res).then((answer) => res.json(answer), next);
  };

  test("an answer that contains it is not stored by caches", async () => {
    app.express.use(app.attach()).get("/", answering);
    const response = await app.send("/", { headers: { cookie: await app.cookieOf("ada") } });
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("vary")).toBe("Cookie");
  });

  test("throws an error that attach has not run", async () => {
    const failures: unknown[] = [];
    const seen: ErrorRequestHandler = (error, _req, res, _next) => {
      failures.push(error);
      res.end();
    };
    app.express.get("/", answering).use(seen);
    await app.send("/");
    expect(failures).toMatchObject([{ name: "SessionConfigError", option: "getSessionAnswer" }]);
  });
});

describe("requireSession", () => {
  test("works without attach, also under the path of the endpoints", async () => {
    const { requireSession, getSession, handlers } = app;
    app.express.get(["/me", "/api/auth/me"], requireSession(), (req, res) => {
      res.json(getSession(req).userId);
    });
    app.express.use(handlers);
    const cookie = await app.cookieOf("ada");
    app.harness.control({ advance: UNTIL_DUE });
    for (const path of ["/me", "/api/auth/me"]) {
      const response = await app.send(path, { headers: { cookie } });
      expect([await response.json(), namesSet(response)]).toEqual(["ada", ["access", "session"]]);
      expect((await app.send(path)).status).toBe(401);
    }
    expect((await app.send("/api/auth/other")).status).toBe(404);
  });

  test("refuses a POST of another site, also without attach", async () => {
    app.express.post("/me", app.requireSession(), (_req, res) => void res.end());
    const headers = { "sec-fetch-site": "cross-site", cookie: await app.cookieOf("ada") };
    expect((await app.send("/me", { method: "POST", headers })).status).toBe(403);
  });

  test("lets the application answer refused requests, with the cookies of the refusal", async () => {
    const pages = createApp(
      {},
      {
        refuse: ({ status, code, reason }, _req, res) =>
          res.status(status).redirect(303, `/sign-in?${code}=${reason}`),
      },
    );
    pages.express.use(pages.attach());
    pages.express.get("/me", pages.requireSession(), (_req, res) => void res.end());
    const cookie = await pages.cookieOf("ada");
    pages.harness.control({ advance: 8 * 24 * 3_600_000 });
    const response = await pages.send("/me", { headers: { cookie } });
    expect(response.headers.get("location")).toBe("/sign-in?session_required=expired_idle");
    const lines = response.headers.getSetCookie();
    expect(lines.map((line) => line.includes("Max-Age=0"))).toEqual([true, true]);
    await pages.close();
  });

  test("keeps the Cache-Control of the route, and replaces that of earlier middleware", async () => {
    app.express.use(
      (_req, res, next) => void next(res.set("cache-control", "public") && undefined),
    );
    app.express.get("/plain", app.requireSession(), (_req, res) => void res.end());
    app.express.get("/me", app.requireSession(), (_req, res) => {
      res.set("cache-control", "private, max-age=60").end();
    });
    const headers = { cookie: await app.cookieOf("ada") };
    const response = await app.send("/me", { headers });
    expect(response.headers.get("cache-control")).toBe("private, max-age=60");
    const plain = await app.send("/plain", { headers });
    expect(plain.headers.get("cache-control")).toBe("private, no-store");
  });
});

describe("a wrong setup", () => {
  test.each(["attach", "requireSession"] as const)(
    "%s mounted without a call throws an error, instead of never answering",
    async (name) => {
      let received: unknown;
      app.express.use(app[name] as never);
      const onError: ErrorRequestHandler = (error, _req, res, _next) => {
        received = error;
        res.end();
      };
      app.express.use(onError);
      await app.send("/");
      expect(received).toMatchObject({ code: "session_config", option: name });
      expect(String(received)).toContain(`${name}()`);
    },
  );

  test("an invalid duration throws before the first request", () => {
    expect(() => app.requireSession({ fresh: "soon" as never })).toThrow(
      expect.objectContaining({ code: "session_config", option: "fresh" }),
    );
  });
});

describe("handlers", () => {
  test.each([
    ["text", express.text({ type: "*/*" })],
    ["bytes", express.raw({ type: "*/*" })],
    ["the fields of a form, with JSON left unparsed", express.urlencoded({ extended: false })],
  ])("read a body that a parser has converted to %s", async (_, parser) => {
    app.express.use(parser, app.handlers);
    const sessionToken = /session=([^;]+)/.exec(await app.cookieOf("ada"))?.[1];
    const response = await app.send("/api/auth/logout", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ sessionToken }),
    });
    expect(await response.json()).toEqual({ revoked: 1 });
  });

  test("refuse a body that other middleware has read and not stored", async () => {
    app.express.use(async (req, _res, next) => {
      for await (const chunk of req) void chunk;
      next();
    }, app.handlers);
    const headers = { "content-type": "application/json" };
    const ask = { method: "POST", headers, body: "{}" };
    expect((await app.send("/api/auth/logout", ask)).status).toBe(400);
  });

  test("answer a body that is too long before its end, and close the connection", async () => {
    app.express.use(app.handlers);
    const { port } = await app.listen();
    const sent = request({
      port,
      host: "127.0.0.1",
      path: "/api/auth/refresh",
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    sent.write("x".repeat(20_000));
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    expect([response.statusCode, response.headers.connection]).toEqual([413, "close"]);
    sent.destroy();
  });

  test("keep the Vary header of other middleware", async () => {
    app.express.use((_req, res, next) => void next(res.vary("Origin") && undefined), app.handlers);
    const response = await app.send("/api/auth/session");
    expect(response.headers.get("vary")).toBe("Origin, Cookie");
  });
});
