import { fileURLToPath } from "node:url";
import type { ErrorRequestHandler, RequestHandler } from "express";
import session from "express-session";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type App, createApp, namesSet, UNTIL_DUE } from "./app.ts";

let app: App;

beforeEach(() => {
  app = createApp();
});
afterEach(() => app.close());

/** The response of a handler to a request that is due for a refresh. */
async function due(handler: RequestHandler, ...rest: ErrorRequestHandler[]): Promise<Response> {
  app.express.get("/", app.attach(), handler, ...rest);
  const cookie = await app.cookieOf("ada");
  app.harness.control({ advance: UNTIL_DUE });
  const response = await app.send("/", { headers: { cookie } });
  await response.arrayBuffer();
  return response;
}

const handlers: Record<string, RequestHandler> = {
  "res.json": (_req, res) => void res.json({}),
  "res.end without a body": (_req, res) => void res.status(204).end(),
  "res.sendFile": (_req, res) => res.sendFile(fileURLToPath(import.meta.url)),
  "res.writeHead with headers": (_req, res) => void res.writeHead(200, { etag: '"a"' }).end("a"),
  "res.writeHead with a list of headers": (_req, res) =>
    void res.writeHead(200, ["etag", '"a"', "x-own", "1"]).end("a"),
  "res.flushHeaders": (_req, res) => {
    res.flushHeaders();
    res.end();
  },
  "a redirect": (_req, res) => res.redirect("/elsewhere"),
  "next() to nowhere": (_req, _res, next) => next(),
};

test.each(Object.entries(handlers))(
  "%s sends fresh cookies, which no shared cache may store",
  async (_, handler) => {
    const response = await due(handler);
    expect(namesSet(response)).toEqual(["access", "session"]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("vary")).toMatch(/\bCookie\b/);
  },
);

test("an answer of the application's own error handler sends fresh cookies", async () => {
  const response = await due(
    () => {
      throw new Error("As the test requires.");
    },
    (_error, _req, res, _next) => void res.status(418).json({}),
  );
  expect([response.status, namesSet(response)]).toEqual([418, ["access", "session"]]);
});

describe("beside cookies of the application's own", () => {
  const own: Record<string, RequestHandler> = {
    "res.cookie": (_req, res) => void res.cookie("own", "1").end(),
    "res.setHeader": (_req, res) => void res.setHeader("set-cookie", "own=1").end(),
    "res.set with a list": (_req, res) => void res.set("Set-Cookie", ["own=1"]).end(),
    "res.writeHead": (_req, res) => void res.writeHead(200, { "Set-Cookie": "own=1" }).end(),
    "res.writeHead with a list": (_req, res) =>
      void res.writeHead(200, ["Set-Cookie", "own=1"]).end(),
  };

  test.each(Object.entries(own))("set by %s", async (_, handler) => {
    expect(namesSet(await due(handler)).toSorted()).toEqual(["access", "own", "session"]);
  });

  test("an earlier Cache-Control is replaced, and an earlier Vary is kept", async () => {
    const response = await due((_req, res) => {
      res.set({ "cache-control": "public, max-age=600", vary: "Origin" }).end();
    });
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("vary")).toBe("Origin, Cookie");
  });
});

test("several changes in one request set each cookie once, as it was last", async () => {
  const { attach, createSession, renewSession, getSession } = app;
  app.express.post("/", attach(), (req, res, next) => {
    const run = async (): Promise<void> => {
      await createSession(req, res, "bob");
      await createSession(req, res, "eve");
      await renewSession(req, res);
      res.json(getSession(req)?.userId);
    };
    run().catch(next);
  });
  const cookie = await app.cookieOf("ada");
  app.harness.control({ advance: UNTIL_DUE });
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  const response = await app.send("/", { method: "POST", headers });
  expect(await response.json()).toBe("eve");
  expect(namesSet(response).toSorted()).toEqual(["access", "session"]);
  expect(await app.harness.sessions.list("bob")).toEqual([]);
  expect(await app.harness.sessions.list("ada")).toEqual([]);
});

test("the cookies of a refresh are not sent if the session has ended meanwhile", async () => {
  const { attach, updateSession, harness } = app;
  app.express.post("/", attach(), (req, res, next) => {
    const run = async (): Promise<void> => {
      await harness.sessions.revokeUser("ada");
      await updateSession(req, res, { note: "late" });
    };
    run().catch(next);
  });
  const answer: ErrorRequestHandler = ({ status }, _req, res, _next) =>
    void res.status(status).end();
  app.express.use(answer);
  const cookie = await app.cookieOf("ada");
  harness.control({ advance: UNTIL_DUE });
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  const response = await app.send("/", { method: "POST", headers });
  expect([response.status, namesSet(response)]).toEqual([401, ["access", "session"]]);
  for (const line of response.headers.getSetCookie()) expect(line).toMatch(/^\w+=;.*Max-Age=0/);
});

test("a change without attach also sends the cookies of the refresh that it required", async () => {
  app.express.post("/", (req, res, next) => {
    app.updateSession(req, res, { note: "a" }).then(({ userId }) => res.json(userId), next);
  });
  const headers = { cookie: await app.cookieOf("ada"), "sec-fetch-site": "same-origin" };
  app.harness.control({ advance: UNTIL_DUE });
  const response = await app.send("/", { method: "POST", headers });
  expect([await response.json(), namesSet(response)]).toEqual(["ada", ["access", "session"]]);
});

describe("beside express-session", () => {
  beforeEach(() => {
    // For tests only.
    const options = { secret: "n3fO0QZrX8vJ1cKp", resave: false, saveUninitialized: true };
    app.express.use(session(options), app.attach());
    app.express.get("/both", (req, res) => {
      const seen = req.session as unknown as { count?: number };
      seen.count = (seen.count ?? 0) + 1;
      res.json({ count: seen.count, user: app.getSession(req)?.userId ?? null });
    });
  });

  test("each has its own session, and both set their cookies", async () => {
    const cookie = await app.cookieOf("ada");
    app.harness.control({ advance: UNTIL_DUE });
    const first = await app.send("/both", { headers: { cookie } });
    expect(await first.json()).toEqual({ count: 1, user: "ada" });
    expect(namesSet(first).toSorted()).toEqual(["access", "connect.sid", "session"]);
    const both = first.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
    const second = await app.send("/both", { headers: { cookie: both.join("; ") } });
    expect(await second.json()).toEqual({ count: 2, user: "ada" });
  });
});
