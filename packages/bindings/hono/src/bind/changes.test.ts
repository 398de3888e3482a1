import { Hono } from "hono";
import { expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { serveApp } from "../../test/serve-app.ts";
import { createService } from "../../test/service.ts";
import { bindSessions } from "./bind-sessions.ts";

test("a session that ends during a request sets no fresh cookies", async () => {
  const { sessions, clock } = createService();
  const { attach, createSession, getSession, updateSession } = bindSessions(sessions);
  const app = new Hono()
    .use(attach())
    .post("/in", async (c) => c.json(await createSession(c, "u")))
    .post("/note", async (c) => {
      const session = await getSession(c);
      await sessions.revoke(String(session?.id));
      return c.json(await updateSession(c, { note: "late" }));
    });
  const browser = createBrowser(await serveApp(app));
  await browser.post("/in");
  clock.advance("20m");
  const answer = await browser.post("/note");
  expect(answer.status).toBe(401);
  expect(answer.setCookies.filter((line) => !/; Max-Age=0/.test(line))).toEqual([]);
});

test("two concurrent changes both take effect, and set each cookie once", async () => {
  const { sessions } = createService();
  const { attach, createSession, getSession, renewSession, updateSession } = bindSessions(sessions);
  const app = new Hono()
    .use(attach())
    .post("/in", async (c) => c.json(await createSession(c, "u")))
    .post("/both", async (c) => {
      await Promise.all([updateSession(c, { note: "kept" }), renewSession(c)]);
      return c.json((await getSession(c, { verify: "store" }))?.data);
    });
  const browser = createBrowser(await serveApp(app));
  await browser.post("/in");
  const answer = await browser.post("/both");
  expect(answer.json()).toEqual({ note: "kept" });
  expect(answer.setCookies).toHaveLength(2);
});
