import { createSessions, type InferGuest, type InferSession, type Problem } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { type Context, Hono } from "hono";
import { hc, type InferResponseType } from "hono/client";
import { createFactory } from "hono/factory";
import { expectTypeOf, test } from "vitest";
import { bindSessions, type SessionEnv } from "../index.ts";

const sessions = createSessions({
  strategy: "jwt",
  secret: "",
  store: createMemoryStore(),
  loadUser: (id: string): { id: string; role: "admin" | "member" } => ({ id, role: "member" }),
  claims: (user, session) => ({ role: user.role, noted: session.data.note !== "" }),
  data: () => ({ note: "" }),
});
const { attach, handlers, requireSession, getSession, getSessionAnswer, ...verbs } =
  bindSessions(sessions);
const { createSession, updateSession } = verbs;

const app = new Hono()
  .use(attach())
  .route("/", handlers)
  .get("/open", async (c) => {
    expectTypeOf(await getSession(c))
      .extract<null>()
      .toBeNull();
    const answer = await getSessionAnswer(c);
    expectTypeOf(answer?.session?.claims.role).toEqualTypeOf<"admin" | "member" | undefined>();
    // @ts-expect-error no session was required
    c.var.session;
    return c.json({ open: true });
  })
  .get("/me", requireSession(), (c) => {
    expectTypeOf(c.var.session.claims.role).toEqualTypeOf<"admin" | "member">();
    expectTypeOf(c.var.session.claims.noted).toBeBoolean();
    expectTypeOf(c.get("session").data.note).toBeString();
    return c.json({ user: c.var.session.userId }, 200);
  })
  .use("/team/*", requireSession({ fresh: "10m", verify: "store" }))
  .get("/team/list", (c) => {
    expectTypeOf(c.var.session.userId).toBeString();
    return c.json({ ok: true });
  });

const client = hc<typeof app>("http://localhost");

test("an RPC client sees what the handler answers, and the refusals", () => {
  expectTypeOf<InferResponseType<typeof client.me.$get, 200>>().toEqualTypeOf<{ user: string }>();
  expectTypeOf<InferResponseType<typeof client.me.$get, 401>["code"]>().toEqualTypeOf<
    Problem["code"]
  >();
  expectTypeOf<InferResponseType<typeof client.me.$get, 403>["code"]>().toEqualTypeOf<
    Problem["code"]
  >();
  expectTypeOf<InferResponseType<typeof client.me.$get, 503>["reason"]>().toEqualTypeOf<
    Problem["reason"]
  >();
});

test("a status tells the bodies apart", async () => {
  const answer = await client.me.$get();
  if (answer.status === 401) expectTypeOf((await answer.json()).title).toBeString();
  else if (answer.status === 200) expectTypeOf((await answer.json()).user).toBeString();
});

test("an open route has no refusals", () => {
  expectTypeOf<InferResponseType<typeof client.open.$get>>().toEqualTypeOf<{ open: true }>();
});

test("a handler in a file of its own names what it stands behind", () => {
  const factory = createFactory<SessionEnv<typeof sessions>>();
  const handler = factory.createHandlers((c) => c.text(c.var.session.claims.role));
  new Hono().use(attach()).get("/", requireSession(), ...handler);
});

test("data is the session's own, in part", () => {
  new Hono().use(attach()).post("/", async (c) => {
    await createSession(c, "u", { data: { note: "a" }, remember: false });
    // @ts-expect-error no such member
    await createSession(c, "u", { data: { other: 1 } });
    // @ts-expect-error not of that type
    await updateSession(c, { note: 1 });
    expectTypeOf((await updateSession(c, { note: "b" })).data.note).toBeString();
    await updateSession(c, (data) => ({ ...data, note: `${data.note}c` }));
    // @ts-expect-error the function returns all of the data
    await updateSession(c, () => ({}));
    await createSession(c, "u", { authenticatedAt: new Date(0), until: undefined });
    // @ts-expect-error a number is no Date
    await createSession(c, "u", { until: 1 });
    return c.json({});
  });
});

test("a client that stores its own tokens gets them", () => {
  new Hono().use(attach()).post("/tokens", async (c) => {
    const { session, tokens } = await createSession(c, "u", { transport: "bearer" });
    expectTypeOf(session.claims.role).toEqualTypeOf<"admin" | "member">();
    expectTypeOf(tokens.accessToken).toEqualTypeOf<string>();
    return c.json({ tokens });
  });
});

test("a duration is text that says one, or seconds", () => {
  // @ts-expect-error there is no such duration
  requireSession({ fresh: "soon" });
});

test("a service without a store binds too", async () => {
  const { requireSession: require } = bindSessions(createSessions({ strategy: "jwt", secret: "" }));
  new Hono().get("/", require(), (c) => {
    expectTypeOf(c.var.session.userId).toBeString();
    return c.text("");
  });
});

declare const c: Context;

test("a guest has the session's data, and no user", async () => {
  const started = await verbs.updateGuest(c, { note: "a" }, { remember: false });
  expectTypeOf(started).toEqualTypeOf<InferGuest<typeof sessions>>();
  expectTypeOf(started.data.note).toBeString();
  await verbs.updateGuest(c, ({ note }) => ({ note: `${note}b` }));
  // @ts-expect-error not of that type
  await verbs.updateGuest(c, { note: 1 });
  const guest = await verbs.getGuest(c);
  expectTypeOf(guest).toEqualTypeOf<InferGuest<typeof sessions> | null>();
  // @ts-expect-error a guest has no user
  void guest?.userId;
  await verbs.createSession(c, "u", { merge: ({ note }) => ({ note }) });
  // @ts-expect-error no such member
  await verbs.createSession(c, "u", { merge: () => ({ other: 1 }) });
  // @ts-expect-error a sign-in has a user: `updateGuest` starts a guest
  await verbs.createSession(c, null);
});

test("an impersonation needs a reason, and is a session with an actor", async () => {
  const session = await verbs.impersonate(c, "u", { reason: "Ticket 4711", lifetime: "10m" });
  expectTypeOf(session).toEqualTypeOf<InferSession<typeof sessions>>();
  expectTypeOf(session.actor?.userId).toEqualTypeOf<string | undefined>();
  // @ts-expect-error why is not optional
  await verbs.impersonate(c, "u", {});
  // @ts-expect-error there is no such duration
  await verbs.impersonate(c, "u", { reason: "A test", lifetime: "soon" });
  const bearer = { reason: "A test", transport: "bearer" } as const;
  const { tokens } = await verbs.impersonate(c, "u", bearer);
  expectTypeOf(tokens.accessToken).toBeString();
  expectTypeOf(await verbs.endImpersonation(c)).toEqualTypeOf<InferSession<
    typeof sessions
  > | null>();
});
