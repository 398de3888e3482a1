import { createSessions, type InferGuest, type InferSession } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import fastify, { type FastifyRequest } from "fastify";
import { expectTypeOf, test } from "vitest";
import { bindSessions } from "../index.ts";

const sessions = createSessions({
  strategy: "jwt",
  secret: "",
  store: createMemoryStore(),
  loadUser: (id: string): { id: string; role: "admin" | "member" } => ({ id, role: "member" }),
  claims: (user) => ({ role: user.role }),
  data: () => ({ note: "" }),
});
const { attach, handlers, requireSession, getSession, createSession, updateSession } =
  bindSessions(sessions);

interface Params {
  readonly id: string;
}

test("fits routes of any type, and leaves the types of their parameters as they are", () => {
  const app = fastify().register(attach()).register(handlers);
  app.get<{ Params: Params }>("/:id", { preHandler: requireSession() }, async (request) => {
    expectTypeOf(request.params).toEqualTypeOf<Params>();
    expectTypeOf(getSession(request)).toEqualTypeOf<InferSession<typeof sessions> | null>();
    return { role: getSession(request)?.claims.role };
  });
  app.post(
    "/",
    { config: { allowCrossSite: true }, onRequest: [requireSession()] },
    async () => "",
  );
});

test("fits servers of HTTP/2", () => {
  const app = fastify({ http2: true }).register(attach()).register(handlers);
  app.get("/", { preHandler: requireSession({ fresh: "10m" }) }, async (request) =>
    createSession(request, "u"),
  );
});

test("data is the session's own, in part", () => {
  fastify().post("/", async (request) => {
    await createSession(request, "u", { data: { note: "a" }, remember: false });
    // @ts-expect-error no such member
    await createSession(request, "u", { data: { other: 1 } });
    // @ts-expect-error not of that type
    await updateSession(request, { note: 1 });
    const { tokens } = await createSession(request, "u", { transport: "bearer" });
    expectTypeOf(tokens.accessToken).toBeString();
  });
});

test("a duration is text that says one, or seconds", () => {
  // @ts-expect-error there is no such duration
  requireSession({ fresh: "soon" });
});

const binding = bindSessions(sessions);
declare const request: FastifyRequest;

test("a guest has the session's data, and no user", async () => {
  const started = await binding.updateGuest(request, { note: "a" }, { remember: false });
  expectTypeOf(started).toEqualTypeOf<InferGuest<typeof sessions>>();
  expectTypeOf(started.data.note).toBeString();
  await binding.updateGuest(request, ({ note }) => ({ note: `${note}b` }));
  // @ts-expect-error not of that type
  await binding.updateGuest(request, { note: 1 });
  const guest = binding.getGuest(request);
  expectTypeOf(guest).toEqualTypeOf<InferGuest<typeof sessions> | null>();
  // @ts-expect-error a guest has no user
  void guest?.userId;
  await binding.createSession(request, "u", { merge: ({ note }) => ({ note }) });
  // @ts-expect-error no such member
  await binding.createSession(request, "u", { merge: () => ({ other: 1 }) });
  // @ts-expect-error a sign-in has a user: `updateGuest` starts a guest
  await binding.createSession(request, null);
});

test("an impersonation needs a reason, and is a session with an actor", async () => {
  const session = await binding.impersonate(request, "u", {
    reason: "Ticket 4711",
    lifetime: "10m",
  });
  expectTypeOf(session).toEqualTypeOf<InferSession<typeof sessions>>();
  expectTypeOf(session.actor?.userId).toEqualTypeOf<string | undefined>();
  // @ts-expect-error why is not optional
  await binding.impersonate(request, "u", {});
  // @ts-expect-error there is no such duration
  await binding.impersonate(request, "u", { reason: "A test", lifetime: "soon" });
  const bearer = { reason: "A test", transport: "bearer" } as const;
  const { tokens } = await binding.impersonate(request, "u", bearer);
  expectTypeOf(tokens.accessToken).toBeString();
  expectTypeOf(await binding.endImpersonation(request)).toEqualTypeOf<InferSession<
    typeof sessions
  > | null>();
});
