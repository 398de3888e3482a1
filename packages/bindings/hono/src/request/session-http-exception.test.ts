import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { serveApp } from "../../test/serve-app.ts";
import { createService } from "../../test/service.ts";
import { bindSessions } from "../bind/bind-sessions.ts";

const service = createService("database");
const { attach, createSession, getSession, renewSession, revokeSession, updateSession } =
  bindSessions(service.sessions);

function routes(): Hono {
  return new Hono()
    .use(attach())
    .post("/in", async (c) => c.json(await createSession(c, "u")))
    .post("/out", async (c) => c.json(await revokeSession(c)))
    .post("/renew", async (c) => c.json(await renewSession(c)))
    .post("/note", async (c) => c.json(await updateSession(c, { note: "x" })))
    .get("/who", async (c) => c.json(await getSession(c)));
}

describe("in an outage", () => {
  test.each([
    ["GET", "/who"],
    ["POST", "/in"],
    ["POST", "/renew"],
    ["POST", "/note"],
  ])("%s %s is answered 503, and the user stays signed in", async (method, path) => {
    const browser = createBrowser(await serveApp(routes()));
    await browser.post("/in");
    service.turn("down");
    const answer = await (method === "GET" ? browser.get(path) : browser.post(path));
    service.turn("up");
    expect(answer.status).toBe(503);
    expect(answer.json()).toMatchObject({ code: "unavailable", reason: "unavailable" });
    expect(answer.setCookies).toEqual([]);
    expect((await browser.get("/who")).json()).toMatchObject({ userId: "u" });
  });

  test("a sign-out is answered 503, and the session is over in this process", async () => {
    const browser = createBrowser(await serveApp(routes()));
    await browser.post("/in");
    service.turn("down");
    const answer = await browser.post("/out");
    service.turn("up");
    expect([answer.status, answer.setCookies]).toEqual([503, []]);
    expect((await browser.get("/who")).json()).toBeNull();
  });
});

test.each(["/renew", "/note"])("POST %s without a session is answered 401", async (path) => {
  const browser = createBrowser(await serveApp(routes()));
  const answer = await browser.post(path);
  expect(answer.status).toBe(401);
  expect(answer.json()).toMatchObject({ code: "session_required", reason: "absent" });
});

test("a custom onError receives an HTTPException with a code, and its cause", async () => {
  const seen: unknown[] = [];
  const app = routes();
  app.onError((error, c) => {
    seen.push(error);
    return error instanceof HTTPException ? error.getResponse() : c.text("", 500);
  });
  const browser = createBrowser(await serveApp(app));
  await browser.post("/in");
  service.turn("down");
  const answer = await browser.get("/who");
  service.turn("up");
  expect(answer.status).toBe(503);
  expect(seen).toMatchObject([
    { code: "session_store", reason: "unavailable", cause: { code: "session_store" } },
  ]);
});

test("an error in the call itself is not converted", async () => {
  const seen: unknown[] = [];
  const app = routes().post("/wrong", async (c) => c.json(await createSession(c, "")));
  app.onError((error, c) => {
    seen.push(error);
    return c.text("", 500);
  });
  await createBrowser(await serveApp(app)).post("/wrong");
  expect(seen).toMatchObject([{ code: "session_config", option: "userId" }]);
});
