import { Hono } from "hono";
import { expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { serveApp } from "../../test/serve-app.ts";
import { createService } from "../../test/service.ts";
import { bindSessions } from "./bind-sessions.ts";

const service = createService();
const { attach, authenticateUpgrade, createSession } = bindSessions(service.sessions);
const app = new Hono()
  .use("/in", attach())
  .post("/in", async (c) => c.json(await createSession(c, "u")))
  .get("/socket", async (c) => c.json(await authenticateUpgrade(c)));

const HANDSHAKE = { connection: "Upgrade", upgrade: "websocket" };

test("returns the session of a handshake, and when to check it again", async () => {
  const browser = createBrowser(await serveApp(app));
  await browser.post("/in");
  const { session, expiresIn, refusal } = (await browser.get("/socket", HANDSHAKE)).json();
  expect(session).toMatchObject({ userId: "u" });
  expect(refusal).toBeNull();
  expect(expiresIn).toBeGreaterThan(14 * 60);
  expect(expiresIn).toBeLessThanOrEqual(15 * 60);
});

test("returns why a handshake is rejected", async () => {
  const browser = createBrowser(await serveApp(app));
  const signedOut = (await browser.get("/socket", HANDSHAKE)).json();
  expect(signedOut.refusal).toEqual({ status: 401, code: "session_required", reason: "absent" });
  await browser.post("/in");
  const foreign = { ...HANDSHAKE, "sec-fetch-site": "cross-site", origin: "https://evil.example" };
  const refused = (await browser.get("/socket", foreign)).json();
  expect(refused.refusal).toEqual({ status: 403, code: "cross_site", reason: null });
  service.clock.advance("20m");
  service.turn("down");
  const outage = (await browser.get("/socket", HANDSHAKE)).json();
  service.turn("up");
  expect(outage.refusal).toEqual({ status: 503, code: "unavailable", reason: "unavailable" });
});

test("refreshes nothing, since a handshake sets no cookies", async () => {
  const browser = createBrowser(await serveApp(app));
  await browser.post("/in");
  service.clock.advance("20m");
  service.takeCalls();
  const answer = await browser.get("/socket", HANDSHAKE);
  expect(answer.json().session).toMatchObject({ userId: "u" });
  expect(service.takeCalls()).toEqual(["find"]);
});
