import { createSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { type Context, Hono } from "hono";
import { expect, test, vi } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { serveApp } from "../../test/serve-app.ts";
import { bindSessions } from "./bind-sessions.ts";

interface Env {
  readonly SESSION_SECRET: string;
}

const SECRET = "uS4dJ0xWn7kq2VbTz9mC6yGfLh3rPeXa8iQo1DjE5Rw=";

/** As on Workers: the secret comes with the request. */
function createApp() {
  const create = vi.fn((c: Context<{ Bindings: Env }>) =>
    createSessions({
      strategy: "database",
      secret: c.env.SESSION_SECRET,
      store: createMemoryStore(),
      basePath: "/auth",
      loadUser: (id: string) => ({ id }),
    }),
  );
  const { attach, handlers, requireSession, createSession } = bindSessions(create);
  const app = new Hono()
    .use(attach())
    .route("/", handlers)
    .post("/in", async (c) => c.json(await createSession(c, "ada")))
    .get("/me", requireSession({ fresh: "10m" }), (c) => c.json({ user: c.var.session.userId }));
  return { app, create };
}

test("a service that is made from the environment signs in, guards and answers the endpoints", async () => {
  const { app, create } = createApp();
  const origin = await serveApp(
    new Hono().mount("/", (request) => app.fetch(request, { SESSION_SECRET: SECRET })),
  );
  const browser = createBrowser(origin);
  expect((await browser.get("/me")).status).toBe(401);
  expect((await browser.post("/in")).status).toBe(200);
  expect((await browser.get("/me")).json()).toEqual({ user: "ada" });
  expect((await browser.get("/auth/session")).json()).toMatchObject({ user: { id: "ada" } });
  expect((await browser.get("/elsewhere")).status).toBe(404);
  expect((await browser.post("/auth/logout")).json()).toEqual({ revoked: 1 });
  expect(create).toHaveBeenCalledTimes(1);
});

test("a guard with a duration that cannot be read throws before there is an environment", () => {
  const { requireSession } = bindSessions(() =>
    createSessions({ strategy: "jwt", secret: SECRET }),
  );
  expect(() => requireSession({ fresh: "soon" as never })).toThrow(/^fresh: expected/);
});
