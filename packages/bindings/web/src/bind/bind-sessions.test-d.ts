import { createSessions, type InferGuest, type InferSession } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { expectTypeOf, test } from "vitest";
import { bindSessions, type SessionContext } from "../index.ts";

const sessions = createSessions({
  strategy: "jwt",
  secret: "",
  store: createMemoryStore(),
  loadUser: (id: string): { id: string; role: "admin" | "member" } => ({ id, role: "member" }),
  claims: (user) => ({ role: user.role }),
  data: () => ({ note: "" }),
});
const { handle, handlers, getSession, requireSession, createSession, updateSession } =
  bindSessions(sessions);
const request = new Request("http://localhost/");

test("handle returns what its handler returns", () => {
  expectTypeOf(handle(request, () => new Response())).resolves.toEqualTypeOf<Response>();
  expectTypeOf(handle(request, async () => undefined)).resolves.toEqualTypeOf<
    Response | undefined
  >();
  expectTypeOf(handlers(request)).resolves.toEqualTypeOf<Response>();
  // @ts-expect-error a text is no response
  void handle(request, () => "text");
});

test("the session is null, except where it is required", async () => {
  expectTypeOf(await getSession(request))
    .extract<null>()
    .toBeNull();
  expectTypeOf((await requireSession(request)).claims.role).toEqualTypeOf<"admin" | "member">();
  // @ts-expect-error there is no such duration
  void requireSession(request, { fresh: "soon" });
});

test("the context has the calls without a request", () => {
  void handle(request, async (session) => {
    expectTypeOf(session).toEqualTypeOf<SessionContext<typeof sessions>>();
    expectTypeOf((await session.requireSession({ fresh: "10m" })).data.note).toBeString();
    const { tokens } = await session.createSession("u", { transport: "bearer" });
    expectTypeOf(tokens.accessToken).toBeString();
    return new Response();
  });
});

test("data is the session's own, in part", async () => {
  await createSession(request, "u", { data: { note: "a" }, remember: false });
  // @ts-expect-error no such member
  await createSession(request, "u", { data: { other: 1 } });
  await updateSession(request, (data) => ({ ...data, note: `${data.note}c` }));
  // @ts-expect-error not of that type
  await updateSession(request, { note: 1 });
});

const binding = bindSessions(sessions);

test("a guest has the session's data, and no user", async () => {
  const started = await binding.updateGuest(request, { note: "a" }, { remember: false });
  expectTypeOf(started).toEqualTypeOf<InferGuest<typeof sessions>>();
  expectTypeOf(started.data.note).toBeString();
  await binding.updateGuest(request, ({ note }) => ({ note: `${note}b` }));
  // @ts-expect-error not of that type
  await binding.updateGuest(request, { note: 1 });
  const guest = await binding.getGuest(request);
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
