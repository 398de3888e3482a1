import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import type { BindingApp, BindingSetup } from "@sessionkit/testing";
import { type BindingWorld, createBindingWorld, localApp } from "@sessionkit/testing/binding-world";
import compression from "compression";
import express, { type Express, type Request, type Response, Router } from "express";
import { bindSessions } from "../src/index.ts";

/** Routes that a test adds to the application of the contract. */
export type Extend = (app: Express, server: Server, session: Session) => void;

/** The application of the binding contract, in Express. */
export async function createContractApp(setup: BindingSetup, extend?: Extend): Promise<BindingApp> {
  const harness = createBindingWorld(setup);
  const { attach, handlers, ...session } = bindSessions(harness.sessions);
  const app = express().set("env", "production");
  app.use(compression(), attach());
  if (setup.deviceBound) app.use("/api/auth/bound", session.requireSession());
  if (setup.endpoints === "before-parser") app.use(handlers);
  app.post("/echo-text", async (req, res) => {
    let text = "";
    for await (const chunk of req.setEncoding("utf8")) text += chunk;
    res.type("text").send(text);
  });
  app.use(express.json({ strict: false }));
  if (setup.endpoints === "after-parser") app.use(handlers);
  app.use(sessionRoutes(session), changeRoutes(session, harness), answerRoutes(session));
  const server = createServer(app);
  extend?.(app, server, session);
  const { origin, close } = await listen(server);
  return localApp(harness, origin, close);
}

type Session = Omit<
  ReturnType<typeof bindSessions<ReturnType<typeof createBindingWorld>["sessions"]>>,
  "attach" | "handlers"
>;

function sessionRoutes(session: Session): Router {
  const { getSession, requireSession } = session;
  const router = Router();
  const answerSession = (req: Request, res: Response): void => {
    const known = getSession(req);
    const { userId: user = null, id = null, claims, data } = known ?? {};
    res.json({ user, session: id, role: claims?.role ?? null, note: data?.note ?? null });
  };
  const demanded = (req: Request, res: Response): void => {
    res.json({ user: getSession(req)?.userId });
  };
  router.route("/who").get(answerSession).post(answerSession);
  router.get("/caught", (req, res) => {
    try {
      res.json({ user: getSession(req)?.userId ?? null });
    } catch (error) {
      const { status, code } = error as { status: number; code: string };
      res.json({ status, code });
    }
  });
  router.get(
    "/seed",
    settled(async (req, res) => void res.json(await session.getSessionAnswer(req, res))),
  );
  router.route("/protected").all(requireSession(), demanded);
  router.get("/now", requireSession({ verify: "store" }), demanded);
  router.get("/fresh", requireSession({ fresh: "10m" }), demanded);
  router.get("/fresh-now", requireSession({ fresh: "10m", verify: "store" }), demanded);
  return router;
}

function changeRoutes(session: Session, { held }: Pick<BindingWorld, "held">): Router {
  const { getGuest, getSession } = session;
  const router = Router();
  router.post(
    "/sign-in",
    settled(async (req, res) => {
      const { user, remember = true, authenticatedAt, until } = req.body;
      const options = {
        remember,
        authenticatedAt: authenticatedAt && new Date(authenticatedAt),
        until: until && new Date(until),
      };
      if (req.query.transport === "bearer") {
        const bearer = { ...options, transport: "bearer" } as const;
        const { session: made, tokens } = await session.createSession(req, res, user, bearer);
        res.json({ user: made.userId, session: made.id, tokens });
      } else {
        const made = await session.createSession(req, res, user, options);
        res.json({ user: made.userId, session: made.id });
      }
    }),
  );
  router.post(
    "/callback",
    settled(async (req, res) => {
      const { userId, id } = await session.createSession(req, res, req.body.user, {
        allowCrossSite: true,
      });
      res.json({ user: userId, session: id });
    }),
  );
  router.post(
    "/step-up",
    settled(async (req, res) => {
      const authenticated = true;
      if (req.query.transport === "bearer") {
        const options = { authenticated, transport: "bearer" } as const;
        const { session: renewed, tokens } = await session.renewSession(req, res, options);
        res.json({ user: renewed.userId, session: renewed.id, tokens });
      } else {
        const renewed = await session.renewSession(req, res, { authenticated });
        res.json({ user: renewed.userId, session: renewed.id });
      }
    }),
  );
  router.get("/guest", (req, res) => void res.json({ note: getGuest(req)?.data.note ?? null }));
  router.post(
    "/guest",
    settled(async (req, res) => {
      const { data } = await session.updateGuest(req, res, { note: req.body.note });
      res.json({ note: data.note });
    }),
  );
  router.post(
    "/guest-sign-in",
    settled(async (req, res) => {
      const merge = ({ note }: { readonly note?: string }) => ({ note: `${note}!` });
      const made = await session.createSession(req, res, req.body.user, { merge });
      res.json({ user: made.userId, note: made.data.note });
    }),
  );
  router.post(
    "/impersonate",
    settled(async (req, res) => {
      const { user } = req.body;
      const reason = "A test";
      if (req.query.transport === "bearer") {
        const options = { reason, transport: "bearer" } as const;
        const { session: made, tokens } = await session.impersonate(req, res, user, options);
        res.json({ user: made.userId, actor: made.actor?.userId ?? null, tokens });
      } else {
        await session.impersonate(req, res, user, { reason });
        const { userId, actor } = getSession(req) ?? {};
        res.json({ user: userId, actor: actor?.userId ?? null });
      }
    }),
  );
  router.post(
    "/end-impersonation",
    settled(async (req, res) => {
      const returned = await session.endImpersonation(req, res);
      res.json({ user: returned?.userId ?? null, read: getSession(req)?.userId ?? null });
    }),
  );
  router.post(
    "/note",
    settled(async (req, res) => {
      await session.updateSession(req, res, { note: req.body.note });
      res.json({ note: getSession(req)?.data.note });
    }),
  );
  router.post(
    "/append",
    settled(async (req, res) => {
      const { text } = req.body;
      const { data } = await session.updateSession(req, res, (data) => ({
        ...data,
        note: data.note + text,
      }));
      res.json({ note: data.note });
    }),
  );
  router.get(
    "/held",
    settled(async (req, res) => {
      const user = getSession(req)?.userId ?? null;
      await held();
      res.json({ user });
    }),
  );
  router.post(
    "/held",
    settled(async (req, res) => {
      const { data } = await session.updateSession(req, res, { note: "held" });
      await held();
      res.json({ note: data.note });
    }),
  );
  router.post(
    "/sign-out",
    settled(async (req, res) => {
      const scope = (req.query.scope ?? "current") as "current" | "others" | "all";
      const revoked = await session.revokeSession(req, res, { scope });
      res.json({ revoked, user: getSession(req)?.userId ?? null });
    }),
  );
  return router;
}

function answerRoutes({ getSession, updateSession, watchSession }: Session): Router {
  const router = Router();
  router.get("/throws", (req) => {
    throw new Error(`Thrown for ${getSession(req)?.userId}, as the test wants it.`);
  });
  router.get(
    "/rejects",
    settled(async (req) => {
      await turn();
      throw new Error(`Rejected for ${getSession(req)?.userId}, as the test wants it.`);
    }),
  );
  router.get(
    "/streams",
    settled(async (_req, res) => {
      res.type("text");
      for (const chunk of ["one\n", "two\n", "three\n"]) {
        res.write(chunk);
        await turn();
      }
      res.end();
    }),
  );
  router.get(
    "/events",
    settled(async (req, res) => {
      const user = getSession(req)?.userId;
      res.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
      res.flushHeaders();
      for (let event = 0; event < 3; event++) {
        res.write(`data: ${user}\n\n`);
        await turn();
      }
      res.end();
    }),
  );
  router.get(
    "/watch",
    settled(async (req, res) => {
      const ended = await watchSession(req);
      res.type("text").set("cache-control", "no-transform").write("watching\n");
      ended.addEventListener("abort", () => res.end(ended.reason));
    }),
  );
  router.get("/compressed", (_req, res) => void res.type("text").send("a".repeat(20_000)));
  router.get("/redirects", (_req, res) => res.redirect(303, "/who"));
  router.get("/own-cookies", (_req, res) => {
    res.setHeader("Set-Cookie", ["theme=dark; Path=/", "seen=1; Path=/"]);
    res.json({});
  });
  router.get(
    "/late",
    settled(async (req, res) => {
      res.type("text").write("started\n");
      const code = await updateSession(req, res, { note: "late" }).then(
        () => "no error",
        (error: { code: string }) => error.code,
      );
      res.end(code);
    }),
  );
  router.post("/echo", (req, res) => void res.json(req.body));
  return router;
}

/** Express 4 does not handle rejections itself. */
function settled(
  handler: (req: Request, res: Response) => Promise<void>,
): (req: Request, res: Response, next: (error: unknown) => void) => void {
  return (req, res, next) => void handler(req, res).catch(next);
}

async function listen(server: Server): Promise<{ origin: string; close: () => Promise<void> }> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
