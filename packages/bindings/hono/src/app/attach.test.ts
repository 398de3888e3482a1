import { Hono } from "hono";
import { compress } from "hono/compress";
import { HTTPException } from "hono/http-exception";
import { stream, streamSSE } from "hono/streaming";
import { describe, expect, test, vi } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { serveApp } from "../../test/serve-app.ts";
import { createService } from "../../test/service.ts";
import { bindSessions } from "../bind/bind-sessions.ts";

const names = (lines: readonly string[]) => lines.map((line) => line.split("=", 1)[0]).sort();

describe("the cookies of a sign-in arrive", () => {
  const { sessions } = createService();
  const { attach, createSession } = bindSessions(sessions);
  const failing = new Hono().get("/", () => {
    throw new Error("failed");
  });
  failing.onError((_error, c) => c.text("of the sub-application itself", 418));
  const app = new Hono()
    .use(attach())
    .use("*", async (c, next) => {
      await createSession(c, "u");
      await next();
    })
    .get("/json", (c) => c.json({}))
    .get("/own", () => new Response("own", { headers: { "x-own": "1" } }))
    .get("/own-redirect", () => Response.redirect("http://elsewhere.example/", 302))
    .get("/redirect", (c) => c.redirect("/json"))
    .get("/fetched", () => fetch("data:text/plain,fetched"))
    .get("/stream", (c) => stream(c, async (out) => void (await out.write("streamed"))))
    .get("/events", (c) => streamSSE(c, (out) => out.writeSSE({ data: "event" })))
    .get("/empty", (c) => c.body(null, 204))
    .get("/compressed", compress(), (c) => c.text("a".repeat(2_000)))
    .get("/exception", () => {
      throw new HTTPException(409, { message: "taken" });
    })
    .get("/exception-own", () => {
      throw new HTTPException(409, { res: new Response("own", { headers: { "x-own": "1" } }) });
    })
    .get("/error", async () => {
      throw new Error("failed");
    })
    .route("/part", failing);
  app.onError((error, c) =>
    error instanceof HTTPException ? error.getResponse() : c.text("of the application", 500),
  );

  test.each([
    ["/json", 200, "{}"],
    ["/own", 200, "own"],
    ["/own-redirect", 302, ""],
    ["/redirect", 302, ""],
    ["/fetched", 200, "fetched"],
    ["/stream", 200, "streamed"],
    ["/events", 200, "data: event\n\n"],
    ["/empty", 204, ""],
    ["/exception", 409, "taken"],
    ["/exception-own", 409, "own"],
    ["/error", 500, "of the application"],
    ["/part", 418, "of the sub-application itself"],
    ["/nowhere", 404, "404 Not Found"],
  ])("with GET %s", async (path, status, text) => {
    const answer = await createBrowser(await serveApp(app)).get(path);
    expect(answer.status).toBe(status);
    expect(answer.text).toBe(text);
    expect(names(answer.setCookies)).toEqual(["access", "session"]);
    expect(answer.headers["cache-control"]).toBe("private, no-store");
    expect(answer.headers.vary).toMatch(/\bCookie\b/);
  });

  test("with a compressed answer", async () => {
    const browser = createBrowser(await serveApp(app));
    const answer = await browser.get("/compressed", { "accept-encoding": "gzip" });
    expect(answer.headers["content-encoding"]).toBe("gzip");
    expect(names(answer.setCookies)).toEqual(["access", "session"]);
  });

  test("with a HEAD request, which has no body", async () => {
    const answer = await app.request("/json", { method: "HEAD" });
    expect(names(answer.headers.getSetCookie())).toEqual(["access", "session"]);
    expect(await answer.text()).toBe("");
  });

  test("beside the headers of the handler's own response", async () => {
    const browser = createBrowser(await serveApp(app));
    for (const path of ["/own", "/exception-own"])
      expect((await browser.get(path)).headers["x-own"]).toBe("1");
  });
});

describe("headers that the handler sets", () => {
  const { sessions } = createService();
  const { attach, createSession } = bindSessions(sessions);
  const app = new Hono()
    .use(attach())
    .get("/cookies", async (c) => {
      await createSession(c, "u");
      c.header("set-cookie", "theme=dark; Path=/");
      c.header("set-cookie", "seen=1; Path=/", { append: true });
      c.header("cache-control", "public, max-age=60");
      return c.json({});
    })
    .get("/vary/:by", async (c) => {
      await createSession(c, "u");
      c.header("vary", c.req.param("by"));
      return c.json({});
    });

  test("its own cookies stay, and a public Cache-Control does not", async () => {
    const answer = await createBrowser(await serveApp(app)).get("/cookies");
    expect(names(answer.setCookies)).toEqual(["access", "seen", "session", "theme"]);
    expect(answer.headers["cache-control"]).toBe("private, no-store");
  });

  test("Vary names Cookie once, beside its earlier values", async () => {
    const browser = createBrowser(await serveApp(app));
    expect((await browser.get("/vary/cookie")).headers.vary).toBe("cookie");
    expect((await browser.get("/vary/x-cookie")).headers.vary).toBe("x-cookie, Cookie");
  });
});

test("a change that the handler did not await is sent with its response", async () => {
  const { sessions } = createService();
  const { attach, createSession } = bindSessions(sessions);
  const app = new Hono().use(attach()).get("/", (c) => {
    void createSession(c, "u");
    return c.text("ok");
  });
  const answer = await createBrowser(await serveApp(app)).get("/");
  expect(names(answer.setCookies)).toEqual(["access", "session"]);
});

test("a session is watched while its stream is sent, and not after the end of the stream", async () => {
  const { sessions } = createService();
  const { attach, createSession, watchSession } = bindSessions(sessions);
  const signals: AbortSignal[] = [];
  const app = new Hono()
    .use(attach())
    .get("/in", async (c) => c.json(await createSession(c, "watching")))
    .get("/stream", async (c) => {
      signals.push(await watchSession(c));
      return streamSSE(c, (out) => out.writeSSE({ data: "answer" }));
    })
    .get("/text", async (c) => {
      signals.push(await watchSession(c));
      return c.text("answer");
    });
  const browser = createBrowser(await serveApp(app));
  await browser.get("/in");
  for (const path of ["/stream", "/text"]) expect((await browser.get(path)).text).toMatch(/answer/);
  expect(await sessions.revokeUser("watching")).toBe(1);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
});

test("a sign-out after a sign-in in the same request sets each cookie once", async () => {
  const { sessions } = createService();
  const { attach, createSession, revokeSession, getSession } = bindSessions(sessions);
  const app = new Hono().use(attach()).get("/", async (c) => {
    await createSession(c, "u");
    const signedIn = (await getSession(c))?.userId;
    const revoked = await revokeSession(c);
    return c.json({ signedIn, revoked, after: await getSession(c) });
  });
  const answer = await createBrowser(await serveApp(app)).get("/");
  expect(answer.json()).toEqual({ signedIn: "u", revoked: 1, after: null });
  expect(answer.setCookies).toHaveLength(2);
  for (const line of answer.setCookies) expect(line).toMatch(/^(access|session)=; .*Max-Age=0/);
});

describe("after the response was created", () => {
  const { sessions, clock, takeCalls } = createService();
  const { attach, createSession, getSession, updateSession } = bindSessions(sessions);
  const app = new Hono()
    .use(attach())
    .post("/in", async (c) => {
      await createSession(c, "u");
      return c.text("");
    })
    .get("/late-change", (c) =>
      stream(c, async (out) => {
        await out.write("started ");
        await out.sleep(0);
        const result = await updateSession(c, { note: "late" }).then(String, ({ code }) => code);
        await out.write(String(result));
      }),
    )
    .get("/late-question", (c) =>
      stream(c, async (out) => {
        await out.write("started ");
        await out.sleep(0);
        await out.write(String((await getSession(c))?.userId));
      }),
    );

  test("a change throws an error with a code", async () => {
    const browser = createBrowser(await serveApp(app));
    await browser.post("/in");
    expect((await browser.get("/late-change")).text).toBe("started headers_sent");
  });

  test("a read resolves the session, and rotates no token that could no longer be set", async () => {
    const browser = createBrowser(await serveApp(app));
    await browser.post("/in");
    clock.advance("20m");
    takeCalls();
    const answer = await browser.get("/late-question");
    expect(answer.text).toBe("started u");
    expect(takeCalls()).toEqual(["find"]);
  });
});

describe("sessions that no handler reads", () => {
  test("cost no read of the store, and are not refreshed", async () => {
    const { sessions, clock, takeCalls } = createService();
    const { attach, createSession, getSession } = bindSessions(sessions);
    const app = new Hono()
      .use(attach())
      .post("/in", async (c) => c.json(await createSession(c, "u")))
      .get("/open", (c) => c.text("open"))
      .get("/who", async (c) => c.json([await getSession(c), await getSession(c)]));
    const browser = createBrowser(await serveApp(app));
    await browser.post("/in");
    clock.advance("20m");
    takeCalls();
    expect((await browser.get("/open")).setCookies).toEqual([]);
    expect(takeCalls()).toEqual([]);
    const who = await browser.get("/who");
    expect(names(who.setCookies)).toEqual(["access", "session"]);
    expect(takeCalls().filter((verb) => verb === "find")).toHaveLength(1);
  });
});

test("a sub-application may attach again", async () => {
  const { sessions } = createService();
  const { attach, createSession } = bindSessions(sessions);
  const part = new Hono().use(attach()).get("/", async (c) => c.json(await createSession(c, "u")));
  const app = new Hono().use(attach()).route("/part", part);
  const answer = await createBrowser(await serveApp(app)).get("/part");
  expect(answer.setCookies).toHaveLength(2);
});

test("without attach, the error states where to mount it", async () => {
  const { sessions } = createService();
  const { getSession } = bindSessions(sessions);
  const seen = vi.fn();
  const app = new Hono().get("/", async (c) => c.json(await getSession(c)));
  app.onError((error, c) => {
    seen(error);
    return c.text("", 500);
  });
  await createBrowser(await serveApp(app)).get("/");
  expect(seen).toHaveBeenCalledWith(expect.objectContaining({ code: "session_config" }));
  expect(String(seen.mock.calls[0]?.[0])).toMatch(/app\.use\(attach\(\)\) before the routes/);
});

test.each(["attach", "requireSession"] as const)(
  "%s mounted without a call throws an error",
  async (name) => {
    const bound = bindSessions(createService().sessions);
    const seen = vi.fn();
    const app = new Hono().use(bound[name] as never).get("/", (c) => c.text("let in"));
    app.onError((error, c) => {
      seen(error);
      return c.text("", 500);
    });
    expect((await app.request("/")).status).toBe(500);
    const told = { code: "session_config", message: expect.stringContaining(`${name}()`) };
    expect(seen).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(told));
  },
);

test("two services in one application are isolated from each other", async () => {
  const staff = bindSessions(createService().sessions);
  const customers = bindSessions(createService().sessions);
  const app = new Hono().use(staff.attach(), customers.attach()).get("/", async (c) => {
    await staff.createSession(c, "admin");
    return c.json([await staff.getSession(c), await customers.getSession(c)]);
  });
  const [admin, signedOut] = (await (await app.request("/")).json()) as unknown[];
  expect(admin).toMatchObject({ userId: "admin" });
  expect(signedOut).toBeNull();
});
