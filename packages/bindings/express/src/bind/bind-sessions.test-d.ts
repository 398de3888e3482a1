import type { IncomingMessage } from "node:http";
import { createSessions, type InferGuest, type InferSession } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import express, { type Request, type Response } from "express";
import { expectTypeOf, test } from "vitest";
import { bindSessions } from "./bind-sessions.ts";

const sessions = createSessions({
  strategy: "jwt",
  secret: "",
  store: createMemoryStore(),
  loadUser: (id: string): { id: string; role: "admin" | "user" } => ({ id, role: "user" }),
  claims: (user, session) => ({ role: user.role, noted: session.data.note !== "" }),
  data: () => ({ note: "" }),
});
const { attach, handlers, requireSession, getSession, ...verbs } = bindSessions(sessions);
const app = express();

test("getSession gives the session of the service, or null", () => {
  app.use(attach(), handlers).get("/", (req) => {
    const session = getSession(req);
    expectTypeOf(session?.claims.role).toEqualTypeOf<"admin" | "user" | undefined>();
    expectTypeOf(session?.claims.noted).toEqualTypeOf<boolean | undefined>();
    expectTypeOf(session).extract<null>().toBeNull();
  });
});

test("getSessionAnswer gives what the service says of a user in public", () => {
  app.get("/page", async (req, res) => {
    const answer = await verbs.getSessionAnswer(req, res);
    expectTypeOf(answer?.session?.claims.role).toEqualTypeOf<"admin" | "user" | undefined>();
    expectTypeOf(answer?.user?.id).toEqualTypeOf<string | undefined>();
  });
});

test("after requireSession it is never null, and parameters and bodies keep their types", () => {
  app.get("/items/:id", requireSession({ fresh: "10m", verify: "store" }), (req, res) => {
    expectTypeOf(getSession(req).data.note).toBeString();
    expectTypeOf(req.params).toEqualTypeOf<{ id: string }>();
    res.locals.own = 1;
  });
  app.post("/items", requireSession(), express.json(), async (req) => {
    expectTypeOf(getSession(req).userId).toBeString();
  });
  app.get("/me", requireSession(), (req, res) => res.json(getSession(req)));
  // @ts-expect-error there is no such duration
  requireSession({ fresh: "soon" });
});

test("a function that is handed a request does not know what stands before it", () => {
  function help(req: Request): void {
    expectTypeOf(getSession(req)).extract<null>().toBeNull();
  }
  app.get("/", requireSession(), help);
  app.get("/", requireSession(), (req) => help(req));
});

test("data is the session's own, in part", () => {
  app.post("/", async (req, res) => {
    await verbs.createSession(req, res, "u", { data: { note: "a" }, remember: false });
    // @ts-expect-error no such member
    await verbs.createSession(req, res, "u", { data: { other: 1 } });
    await verbs.createSession(req, res, "u", { authenticatedAt: new Date(0), until: undefined });
    // @ts-expect-error a number is no Date
    await verbs.createSession(req, res, "u", { until: 1 });
    await verbs.updateSession(req, res, { note: "b" });
    await verbs.updateSession(req, res, (data) => ({ ...data, note: `${data.note}c` }));
    // @ts-expect-error the function returns all of the data
    await verbs.updateSession(req, res, () => ({}));
    // @ts-expect-error not of that type
    await verbs.updateSession(req, res, { note: 1 });
  });
});

test("after requireSession the verbs take the request as it is", () => {
  app.post("/step-up", requireSession(), async (req, res) => {
    await verbs.renewSession(req, res, { authenticated: true });
    expectTypeOf(await verbs.revokeSession(req, res)).toBeNumber();
  });
});

test("a client that stores its own tokens gets them, never null where they are issued", () => {
  app.post("/tokens", async (req, res) => {
    const options = { transport: "bearer", remember: true } as const;
    const { session, tokens, expiresIn } = await verbs.createSession(req, res, "u", options);
    expectTypeOf(session.data.note).toBeString();
    expectTypeOf(tokens.accessToken).toEqualTypeOf<string>();
    expectTypeOf(tokens.sessionToken).toEqualTypeOf<string>();
    expectTypeOf(expiresIn).toBeNumber();
    const renewed = await verbs.renewSession(req, res, { transport: "bearer" });
    expectTypeOf(renewed.tokens.accessToken).toEqualTypeOf<string | null>();
    // @ts-expect-error without the option there are no tokens
    (await verbs.createSession(req, res, "u")).tokens;
    // @ts-expect-error there is no such transport
    await verbs.createSession(req, res, "u", { transport: "token" });
    const store = createMemoryStore();
    const stored = bindSessions(createSessions({ strategy: "database", secret: "", store }));
    const issued = await stored.createSession(req, res, "u", { transport: "bearer" });
    expectTypeOf(issued.tokens.accessToken).toEqualTypeOf<null>();
    expectTypeOf(issued.tokens.sessionToken).toEqualTypeOf<string>();
  });
});

test("user ids have the application's own type", () => {
  const numbers = createSessions({
    strategy: "jwt",
    secret: "",
    userId: { parse: Number, format: (id: number) => String(id) },
  });
  const bound = bindSessions(numbers);
  app.post("/numbers", async (req, res) => {
    expectTypeOf((await bound.createSession(req, res, 5)).userId).toEqualTypeOf<number>();
    // @ts-expect-error ids are numbers
    await bound.createSession(req, res, "5");
  });
});

test("an upgrade has a session or a refusal", async () => {
  const upgrade = await verbs.authenticateUpgrade({} as IncomingMessage);
  if (upgrade.refusal === null) expectTypeOf(upgrade.session.userId).toBeString();
  else expectTypeOf(upgrade.refusal.status).toEqualTypeOf<401 | 403 | 503>();
});

test("a service without a store binds too", () => {
  const bound = bindSessions(createSessions({ strategy: "jwt", secret: "" }));
  app.get("/", bound.requireSession(), (req) => {
    expectTypeOf(bound.getSession(req).userId).toBeString();
  });
});

declare const req: Request;
declare const res: Response;

test("a guest has the session's data, and no user", async () => {
  const started = await verbs.updateGuest(req, res, { note: "a" }, { remember: false });
  expectTypeOf(started).toEqualTypeOf<InferGuest<typeof sessions>>();
  expectTypeOf(started.data.note).toBeString();
  await verbs.updateGuest(req, res, ({ note }) => ({ note: `${note}b` }));
  // @ts-expect-error not of that type
  await verbs.updateGuest(req, res, { note: 1 });
  const guest = verbs.getGuest(req);
  expectTypeOf(guest).toEqualTypeOf<InferGuest<typeof sessions> | null>();
  // @ts-expect-error a guest has no user
  void guest?.userId;
  await verbs.createSession(req, res, "u", { merge: ({ note }) => ({ note }) });
  // @ts-expect-error no such member
  await verbs.createSession(req, res, "u", { merge: () => ({ other: 1 }) });
  // @ts-expect-error a sign-in has a user: `updateGuest` starts a guest
  await verbs.createSession(req, res, null);
});

test("an impersonation needs a reason, and is a session with an actor", async () => {
  const session = await verbs.impersonate(req, res, "u", {
    reason: "Ticket 4711",
    lifetime: "10m",
  });
  expectTypeOf(session).toEqualTypeOf<InferSession<typeof sessions>>();
  expectTypeOf(session.actor?.userId).toEqualTypeOf<string | undefined>();
  // @ts-expect-error why is not optional
  await verbs.impersonate(req, res, "u", {});
  // @ts-expect-error there is no such duration
  await verbs.impersonate(req, res, "u", { reason: "A test", lifetime: "soon" });
  const bearer = { reason: "A test", transport: "bearer" } as const;
  const { tokens } = await verbs.impersonate(req, res, "u", bearer);
  expectTypeOf(tokens.accessToken).toBeString();
  expectTypeOf(await verbs.endImpersonation(req, res)).toEqualTypeOf<InferSession<
    typeof sessions
  > | null>();
});
