import { inspect } from "node:util";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { type Browser, createBrowser } from "../../test/browser.ts";
import { serveApp } from "../../test/serve-app.ts";
import { createService, type TestService } from "../../test/service.ts";
import { bindSessions } from "../bind/bind-sessions.ts";

async function start({ sessions }: TestService): Promise<Browser> {
  const { attach, createSession, renewSession, requireSession } = bindSessions(sessions);
  const app = new Hono()
    .use(attach())
    .post("/in", async (c) => c.json(await createSession(c, "u")))
    .post("/step-up", async (c) => c.json(await renewSession(c, { authenticated: true })))
    .get("/me", requireSession(), (c) => c.json({ user: c.var.session.userId }))
    .get("/now", requireSession({ verify: "store" }), (c) => c.json(c.var.session))
    .get("/twice", requireSession(), requireSession({ verify: "store" }), (c) => c.text("ok"))
    .get("/fresh", requireSession({ fresh: "10m" }), (c) => c.json(c.var.session));
  return createBrowser(await serveApp(app));
}

test("the handler reads the session from its variables", async () => {
  const browser = await start(createService());
  await browser.post("/in");
  expect((await browser.get("/me")).json()).toEqual({ user: "u" });
});

test("a signed-out request gets a problem with the reason", async () => {
  const browser = await start(createService());
  const answer = await browser.get("/me");
  expect(answer.status).toBe(401);
  expect(answer.headers["content-type"]).toMatch("application/problem+json");
  expect(answer.json()).toMatchObject({ code: "session_required", reason: "absent" });
});

test("a session that was ended elsewhere is refused with verify: store, and its cookies are cleared", async () => {
  const service = createService();
  const browser = await start(service);
  const { id } = (await browser.post("/in")).json();
  await service.sessions.revoke(String(id));
  const answer = await browser.get("/now");
  expect(answer.json()).toMatchObject({ code: "session_required", reason: "revoked" });
  expect(answer.headers.vary).toBe("Cookie");
  expect(browser.cookies.size).toBe(0);
});

test.each([
  ["jwt", 1],
  ["database", 1],
] as const)(
  "strategy %s: requiring the session twice reads the store once",
  async (strategy, times) => {
    const service = createService(strategy);
    const browser = await start(service);
    await browser.post("/in");
    service.takeCalls();
    expect((await browser.get("/twice")).text).toBe("ok");
    expect(service.takeCalls().filter((verb) => verb === "find")).toHaveLength(times);
  },
);

test("an old sign-in requires a step-up, and then is fresh", async () => {
  const service = createService();
  const browser = await start(service);
  await browser.post("/in");
  expect((await browser.get("/fresh")).status).toBe(200);
  service.clock.advance("11m");
  const answer = await browser.get("/fresh");
  expect(answer.status).toBe(401);
  expect(answer.json()).toMatchObject({ code: "session_not_fresh" });
  await browser.post("/step-up");
  expect((await browser.get("/fresh")).status).toBe(200);
});

describe("without attach()", () => {
  function startAlone(service: TestService): Promise<Browser> {
    const { sessions } = service;
    const { attach, createSession, getSession, requireSession, updateSession } =
      bindSessions(sessions);
    const app = new Hono()
      .post("/in", attach(), async (c) => c.json(await createSession(c, "u")))
      .get("/me", requireSession(), async (c) => c.json((await getSession(c))?.userId))
      .post("/note", requireSession(), async (c) => c.json(await updateSession(c, { note: "x" })))
      .get("/now", requireSession({ verify: "store" }), (c) => c.text("ok"))
      .get("/broken", requireSession(), () => {
        throw new Error("ours");
      })
      .onError((_, c) => c.text("broken", 500));
    return serveApp(app).then(createBrowser);
  }

  test("the session is refreshed, also if the handler fails", async () => {
    const service = createService();
    const browser = await startAlone(service);
    await browser.post("/in");
    for (const [path, status] of [
      ["/me", 200],
      ["/broken", 500],
    ] as const) {
      service.clock.advance("20m");
      const answer = await browser.get(path);
      expect([answer.status, answer.setCookies.length]).toEqual([status, 2]);
    }
    expect((await browser.get("/me")).setCookies).toEqual([]);
  });

  test("the handler may change the session", async () => {
    const browser = await startAlone(createService());
    await browser.post("/in");
    expect((await browser.post("/note")).json()).toMatchObject({ data: { note: "x" } });
  });

  test("a refusal clears the cookies of a session that has ended", async () => {
    const service = createService();
    const browser = await startAlone(service);
    const { id } = (await browser.post("/in")).json();
    await service.sessions.revoke(String(id));
    const answer = await browser.get("/now");
    expect(answer.json()).toMatchObject({ code: "session_required", reason: "revoked" });
    expect(browser.cookies.size).toBe(0);
  });

  test("a request of another site with a session is rejected", async () => {
    const browser = await startAlone(createService());
    await browser.post("/in");
    const answer = await browser.post("/note", { "sec-fetch-site": "cross-site" });
    expect([answer.status, answer.json().code]).toEqual([403, "cross_site"]);
  });
});

test("an invalid duration is rejected when the route is created", () => {
  const { requireSession } = bindSessions(createService().sessions);
  const soon = "soon" as "1m";
  expect(() => requireSession({ fresh: soon })).toThrow(
    expect.objectContaining({ code: "session_config" }),
  );
});

test("an outage is not a sign-out", async () => {
  const service = createService();
  const browser = await start(service);
  await browser.post("/in");
  service.clock.advance("20m");
  service.turn("down");
  const answer = await browser.get("/me");
  expect(answer.status).toBe(503);
  expect(answer.headers["retry-after"]).toBeDefined();
  expect(answer.setCookies).toEqual([]);
  service.turn("up");
  expect((await browser.get("/me")).json()).toEqual({ user: "u" });
});

test("no cache stores an answer behind it, unless the handler allows that", async () => {
  const { sessions } = createService();
  const { attach, createSession, requireSession } = bindSessions(sessions);
  const app = new Hono()
    .use(attach())
    .post("/in", async (c) => c.json(await createSession(c, "u")))
    .use(requireSession())
    .get("/mine", (c) => c.text("mine"))
    .get("/shared", (c) => {
      c.header("cache-control", "public, max-age=60");
      return c.text("the same for every signed-in user");
    });
  const browser = createBrowser(await serveApp(app));
  await browser.post("/in");
  expect((await browser.get("/mine")).headers["cache-control"]).toBe("private, no-store");
  expect((await browser.get("/shared")).headers["cache-control"]).toBe("public, max-age=60");
});

test("an application may answer refused requests itself", async () => {
  const { attach, requireSession } = bindSessions(createService().sessions, {
    refuse: ({ status, reason }, c) =>
      status === 401 ? c.redirect(`/sign-in?because=${reason}`) : c.text("later", 503),
  });
  const app = new Hono().use(attach()).get("/me", requireSession(), (c) => c.text("me"));
  const answer = await createBrowser(await serveApp(app)).get("/me");
  expect([answer.status, answer.headers.location]).toEqual([302, "/sign-in?because=absent"]);
});

test("printing the variables of a request shows no credential", async () => {
  const { sessions, clock } = createService();
  const { attach, createSession, requireSession } = bindSessions(sessions);
  const app = new Hono()
    .use(attach())
    .post("/in", async (c) => c.json(await createSession(c, "u")))
    .get("/print", requireSession(), (c) => c.text(inspect(c.var, { depth: 9, showHidden: true })));
  const browser = createBrowser(await serveApp(app));
  await browser.post("/in");
  clock.advance("20m");
  const { text } = await browser.get("/print");
  expect(text).toContain("userId: 'u'");
  for (const value of browser.cookies.values()) expect(text).not.toContain(value);
});
