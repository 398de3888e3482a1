import type { BindingSetup } from "@sessionkit/testing";
import type { BindingWorld } from "@sessionkit/testing/binding-world";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import { stream, streamSSE } from "hono/streaming";
import type { UpgradeWebSocket, WSEvents } from "hono/ws";
import { bindSessions, type SessionBinding } from "../src/index.ts";

type Binding = SessionBinding<BindingWorld["sessions"]>;

/** What each runtime does in its own way. */
export interface Platform {
  readonly compression?: MiddlewareHandler;
  readonly upgradeWebSocket?: UpgradeWebSocket;
}

/** The application of the binding contract, in Hono. No runtime's own modules are in its path. */
export function createContractApp(
  { sessions, held }: BindingWorld,
  { endpoints }: Pick<BindingSetup, "endpoints">,
  { compression = compress(), upgradeWebSocket }: Platform = {},
): Hono {
  const binding = bindSessions(sessions);
  const { attach, handlers, getSession, getSessionAnswer, requireSession } = binding;
  const app = new Hono().use(compression, attach());
  if (sessions.deviceBound) app.use("/api/auth/bound/*", requireSession());
  if (upgradeWebSocket) app.get("/socket", requireSession(), upgradeWebSocket(echo));
  if (endpoints === "before-parser") app.route("/", handlers);
  app.use(parseJson);
  if (endpoints === "after-parser") app.route("/", handlers);
  app.get("/seed", async (c) => c.json(await getSessionAnswer(c)));
  // The contract expects every route to refresh; without this only a verb does. The route itself answers an outage.
  app.use(async (c, next) => {
    await Promise.allSettled([getSession(c)]);
    await next();
  });
  return app
    .route("/", sessionRoutes(binding))
    .route("/", changeRoutes(binding, held))
    .route("/", answerRoutes(binding));
}

/** Answers whatever is said with the name of who said it. */
function echo(c: Context): WSEvents {
  return {
    onMessage: ({ data }, socket) => socket.send(`${c.var.session.userId}: ${data}`),
  };
}

/** Like a validator: reads the body before the handlers. */
const parseJson: MiddlewareHandler = async (c, next) => {
  if (c.req.header("content-type")?.startsWith("application/json"))
    await c.req.json().catch(() => null);
  await next();
};

function sessionRoutes(session: Binding): Hono {
  const { getSession, requireSession } = session;
  return new Hono()
    .on(["GET", "POST"], "/who", async (c) => {
      const known = await getSession(c);
      const { userId: user = null, id = null, claims, data } = known ?? {};
      return c.json({ user, session: id, role: claims?.role ?? null, note: data?.note ?? null });
    })
    .get("/caught", async (c) => {
      try {
        return c.json({ user: (await getSession(c))?.userId ?? null });
      } catch (error) {
        const { status, code } = error as { status: number; code: string };
        return c.json({ status, code });
      }
    })
    .on(["GET", "POST"], "/protected", requireSession(), (c) =>
      c.json({ user: c.var.session.userId }),
    )
    .get("/now", requireSession({ verify: "store" }), (c) => c.json({ user: c.var.session.userId }))
    .get("/fresh", requireSession({ fresh: "10m" }), (c) => c.json({ user: c.var.session.userId }))
    .get("/fresh-now", requireSession({ fresh: "10m", verify: "store" }), (c) =>
      c.json({ user: c.var.session.userId }),
    ) as unknown as Hono;
}

function changeRoutes(session: Binding, held: BindingWorld["held"]): Hono {
  const { getSession } = session;
  return new Hono()
    .post("/sign-in", async (c) => {
      const { user, remember = true, authenticatedAt, until } = await c.req.json();
      const options = {
        remember,
        authenticatedAt: authenticatedAt && new Date(authenticatedAt),
        until: until && new Date(until),
      };
      if (c.req.query("transport") === "bearer") {
        const bearer = { ...options, transport: "bearer" } as const;
        const { session: made, tokens } = await session.createSession(c, user, bearer);
        return c.json({ user: made.userId, session: made.id, tokens });
      }
      const made = await session.createSession(c, user, options);
      return c.json({ user: made.userId, session: made.id });
    })
    .post("/callback", async (c) => {
      const { user } = await c.req.json();
      const { userId, id } = await session.createSession(c, user, { allowCrossSite: true });
      return c.json({ user: userId, session: id });
    })
    .post("/step-up", async (c) => {
      if (c.req.query("transport") === "bearer") {
        const options = { authenticated: true, transport: "bearer" } as const;
        const { session: renewed, tokens } = await session.renewSession(c, options);
        return c.json({ user: renewed.userId, session: renewed.id, tokens });
      }
      const renewed = await session.renewSession(c, { authenticated: true });
      return c.json({ user: renewed.userId, session: renewed.id });
    })
    .get("/guest", async (c) => c.json({ note: (await session.getGuest(c))?.data.note ?? null }))
    .post("/guest", async (c) => {
      const { note } = await c.req.json();
      const { data } = await session.updateGuest(c, { note });
      return c.json({ note: data.note });
    })
    .post("/guest-sign-in", async (c) => {
      const { user } = await c.req.json();
      const merge = ({ note }: { readonly note?: string }) => ({ note: `${note}!` });
      const made = await session.createSession(c, user, { merge });
      return c.json({ user: made.userId, note: made.data.note });
    })
    .post("/impersonate", async (c) => {
      const { user } = await c.req.json();
      const reason = "A test";
      if (c.req.query("transport") === "bearer") {
        const options = { reason, transport: "bearer" } as const;
        const { session: made, tokens } = await session.impersonate(c, user, options);
        return c.json({ user: made.userId, actor: made.actor?.userId ?? null, tokens });
      }
      await session.impersonate(c, user, { reason });
      const { userId, actor } = (await getSession(c)) ?? {};
      return c.json({ user: userId, actor: actor?.userId ?? null });
    })
    .post("/end-impersonation", async (c) => {
      const returned = await session.endImpersonation(c);
      const read = await getSession(c);
      return c.json({ user: returned?.userId ?? null, read: read?.userId ?? null });
    })
    .post("/note", async (c) => {
      const { note } = await c.req.json();
      await session.updateSession(c, { note });
      return c.json({ note: (await getSession(c))?.data.note });
    })
    .post("/append", async (c) => {
      const { text } = await c.req.json();
      const { data } = await session.updateSession(c, (data) => ({
        ...data,
        note: data.note + text,
      }));
      return c.json({ note: data.note });
    })
    .get("/held", async (c) => {
      const user = (await getSession(c))?.userId ?? null;
      await held();
      return c.json({ user });
    })
    .post("/held", async (c) => {
      const { data } = await session.updateSession(c, { note: "held" });
      await held();
      return c.json({ note: data.note });
    })
    .post("/sign-out", async (c) => {
      const scope = (c.req.query("scope") ?? "current") as "current" | "others" | "all";
      const revoked = await session.revokeSession(c, { scope });
      return c.json({ revoked, user: (await getSession(c))?.userId ?? null });
    });
}

function answerRoutes({ getSession, updateSession, watchSession }: Binding): Hono {
  return new Hono()
    .get("/throws", () => {
      throw new Error("Thrown, as the test wants it.");
    })
    .get("/rejects", async (c) => {
      const session = await getSession(c);
      await turn();
      throw new Error(`Rejected for ${session?.userId}, as the test wants it.`);
    })
    .get("/streams", (c) =>
      stream(c, async (out) => {
        for (const chunk of ["one\n", "two\n", "three\n"]) {
          await out.write(chunk);
          await turn();
        }
      }),
    )
    .get("/events", async (c) => {
      const session = await getSession(c);
      return streamSSE(c, async (out) => {
        for (let event = 0; event < 3; event++) {
          await out.writeSSE({ data: String(session?.userId) });
          await turn();
        }
      });
    })
    .get("/watch", async (c) => {
      const ended = await watchSession(c);
      // Workers delay the first bytes of other types, and compression leaves this one alone.
      c.header("content-type", "text/event-stream");
      const end = new Promise((resolve) => ended.addEventListener("abort", resolve));
      return stream(c, async (out) => {
        await out.write("watching\n");
        await end;
        await out.write(ended.reason);
      });
    })
    .get("/compressed", (c) => c.text("a".repeat(20_000), 200, { "content-type": "text/plain" }))
    .get("/redirects", (c) => c.redirect("/who", 303))
    .get("/own-cookies", (c) => {
      c.header("set-cookie", "theme=dark; Path=/");
      c.header("set-cookie", "seen=1; Path=/", { append: true });
      return c.json({});
    })
    .get("/late", (c) =>
      stream(c, async (out) => {
        await out.write("started\n");
        await turn();
        const code = await updateSession(c, { note: "late" }).then(
          () => "no error",
          (error: { code: string }) => error.code,
        );
        await out.write(code);
      }),
    )
    .post("/echo", async (c) => c.json(await c.req.json()))
    .post("/echo-text", async (c) => c.text(await c.req.text()));
}

/** A turn of the event loop, on any runtime. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
