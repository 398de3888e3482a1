import { createSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { type Context, Hono } from "hono";
import { bindSessions } from "../../../src/index.ts";

interface Env {
  readonly SESSION_SECRET: string;
}

/** A Worker whose secret is a binding, as its module level has none. */
const { attach, handlers, requireSession, createSession } = bindSessions(
  (c: Context<{ Bindings: Env }>) =>
    createSessions({
      strategy: "database",
      secret: c.env.SESSION_SECRET,
      store: createMemoryStore(),
    }),
);

const app: Pick<Hono, "fetch"> = new Hono()
  .use(attach())
  .route("/", handlers)
  .post("/in", async (c) => c.json({ user: (await createSession(c, "ada")).userId }))
  .get("/me", requireSession(), (c) => c.json({ user: c.var.session.userId }));

export default app;
