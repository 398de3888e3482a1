import { Hono } from "hono";
import { expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { serveApp } from "../../test/serve-app.ts";
import { createService } from "../../test/service.ts";
import { bindSessions } from "./bind-sessions.ts";

function createApp() {
  const service = createService();
  const { attach, createSession, getSessionAnswer } = bindSessions(service.sessions);
  const app = new Hono()
    .use(attach())
    .post("/in", async (c) => c.json(await createSession(c, "u")))
    .get("/", async (c) => c.json(await getSessionAnswer(c)));
  return { ...service, app };
}

test("says what the browser may know, and keeps it out of caches", async () => {
  const { app } = createApp();
  const browser = createBrowser(await serveApp(app));
  expect((await browser.get("/")).json()).toMatchObject({
    status: "unauthenticated",
    reason: "absent",
  });
  await browser.post("/in");
  const answer = await browser.get("/");
  expect(answer.json()).toMatchObject({ status: "authenticated", user: { id: "u" } });
  expect(answer.json().session).not.toHaveProperty("data");
  expect(answer.headers["cache-control"]).toBe("private, no-store");
});

test("leaves it to the browser in an outage, and the page is sent", async () => {
  const { app, clock, turn } = createApp();
  const browser = createBrowser(await serveApp(app));
  await browser.post("/in");
  clock.advance("20m");
  turn("down");
  const answer = await browser.get("/");
  expect([answer.status, answer.json(), answer.setCookies]).toEqual([200, null, []]);
});
