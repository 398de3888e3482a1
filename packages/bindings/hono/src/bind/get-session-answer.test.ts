import { Hono } from "hono";
import { expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { serveApp } from "../../test/serve-app.ts";
import { createService } from "../../test/service.ts";
import { bindSessions } from "./bind-sessions.ts";

test("an answer that contains it is not stored by caches", async () => {
  const { attach, getSessionAnswer } = bindSessions(createService().sessions);
  const app = new Hono().use(attach()).get("/", async (c) => c.json(await getSessionAnswer(c)));
  const answer = await createBrowser(await serveApp(app)).get("/");
  expect(answer.headers["cache-control"]).toBe("private, no-store");
});
