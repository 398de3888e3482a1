import { createSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { bindSessions } from "@sessionkit/hono";
import { type Context, Hono } from "hono";

/** What a Worker with HS256 and sessions in memory bundles; the size limit is in package.json. */
const { attach, handlers, requireSession } = bindSessions((c: Context) =>
  createSessions({ strategy: "jwt", secret: c.env.SESSION_SECRET, store: createMemoryStore() }),
);

const app: Pick<Hono, "fetch"> = new Hono()
  .use(attach())
  .route("/", handlers)
  .get("/me", requireSession(), (c) => c.json({ user: c.var.session.userId }));

export default app;
