import {
  createSessions,
  type InferGuest,
  type InferSession,
  type SessionAnswer,
} from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import type { NextMiddleware } from "next/server";
import { expectTypeOf, test } from "vitest";
import { bindSessions } from "../bind/bind-sessions.ts";

interface User {
  readonly id: string;
  readonly role: "admin" | "user";
}

const sessions = createSessions({
  strategy: "jwt",
  secret: "",
  store: createMemoryStore(),
  loadUser: (id: string): User => ({ id, role: "user" }),
  claims: (user) => ({ role: user.role }),
  publicUser: (user) => ({ id: user.id, admin: user.role === "admin" }),
  data: () => ({ note: "" }),
});
const binding = bindSessions(sessions, { signInPath: "/in", protect: ["/a"] });

test("getSession gives the session of the service, or null", async () => {
  const session = await binding.getSession();
  expectTypeOf(session?.claims.role).toEqualTypeOf<"admin" | "user" | undefined>();
  expectTypeOf(session).extract<null>().toBeNull();
});

test("requireSession gives a session, never null", async () => {
  const session = await binding.requireSession({ fresh: "10m", verify: "store" });
  expectTypeOf(session.data.note).toBeString();
  // @ts-expect-error there is no such duration
  await binding.requireSession({ fresh: "soon" });
});

test("data is the session's own, in part", async () => {
  await binding.createSession("u", { data: { note: "a" }, remember: false });
  // @ts-expect-error no such member
  await binding.createSession("u", { data: { other: 1 } });
  await binding.updateSession({ note: "b" });
  await binding.updateSession(({ note }) => ({ note: `${note}b` }));
  // @ts-expect-error not of that type
  await binding.updateSession(() => ({ note: 1 }));
  // @ts-expect-error not of that type
  await binding.updateSession({ note: 1 });
});

test("a client that stores its own tokens gets them", async () => {
  const { session, tokens } = await binding.createSession("u", { transport: "bearer" });
  expectTypeOf(session.data.note).toBeString();
  expectTypeOf(tokens.accessToken).toEqualTypeOf<string>();
  expectTypeOf((await binding.createSession("u")).data.note).toBeString();
});

test("the seed has the claims and the public user", () => {
  expectTypeOf(binding.getSessionAnswer).returns.resolves.toEqualTypeOf<SessionAnswer<
    { role: "admin" | "user" },
    { id: string; admin: boolean }
  > | null>();
});

test("a handler of a route gets the session beside its params", () => {
  const GET = binding.withSession<{ params: Promise<{ id: string }> }>(
    async (_request, { session, params }) => {
      expectTypeOf(session.claims.role).toEqualTypeOf<"admin" | "user">();
      expectTypeOf(await params).toEqualTypeOf<{ id: string }>();
      return new Response();
    },
  );
  expectTypeOf(GET).parameter(1).toEqualTypeOf<{ params: Promise<{ id: string }> }>();
});

test("where the session is optional it may be null", () => {
  const POST = binding.withSession(
    (_request, { session }) => {
      expectTypeOf(session).extract<null>().toBeNull();
      return new Response(session?.claims.role);
    },
    { session: "optional" },
  );
  expectTypeOf(POST).returns.resolves.toEqualTypeOf<Response>();
});

test("proxies are what Next takes", () => {
  expectTypeOf(binding.proxy).toExtend<NextMiddleware>();
  expectTypeOf(binding.withProxy(() => undefined)).toExtend<NextMiddleware>();
});

test("a service without a store binds too", async () => {
  const stateless = createSessions({ strategy: "jwt", secret: "" });
  const bound = bindSessions(stateless);
  expectTypeOf((await bound.requireSession()).userId).toBeString();
});

test("a guest has the session's data, and no user", async () => {
  const started = await binding.updateGuest({ note: "a" }, { remember: false });
  expectTypeOf(started).toEqualTypeOf<InferGuest<typeof sessions>>();
  expectTypeOf(started.data.note).toBeString();
  await binding.updateGuest(({ note }) => ({ note: `${note}b` }));
  // @ts-expect-error not of that type
  await binding.updateGuest({ note: 1 });
  const guest = await binding.getGuest();
  expectTypeOf(guest).toEqualTypeOf<InferGuest<typeof sessions> | null>();
  // @ts-expect-error a guest has no user
  void guest?.userId;
  await binding.createSession("u", { merge: ({ note }) => ({ note }) });
  // @ts-expect-error no such member
  await binding.createSession("u", { merge: () => ({ other: 1 }) });
  // @ts-expect-error a sign-in has a user: `updateGuest` starts a guest
  await binding.createSession(null);
});

test("an impersonation needs a reason, and is a session with an actor", async () => {
  const session = await binding.impersonate("u", { reason: "Ticket 4711", lifetime: "10m" });
  expectTypeOf(session).toEqualTypeOf<InferSession<typeof sessions>>();
  expectTypeOf(session.actor?.userId).toEqualTypeOf<string | undefined>();
  // @ts-expect-error why is not optional
  await binding.impersonate("u", {});
  // @ts-expect-error there is no such duration
  await binding.impersonate("u", { reason: "A test", lifetime: "soon" });
  const bearer = { reason: "A test", transport: "bearer" } as const;
  const { tokens } = await binding.impersonate("u", bearer);
  expectTypeOf(tokens.accessToken).toBeString();
  expectTypeOf(await binding.endImpersonation()).toEqualTypeOf<InferSession<
    typeof sessions
  > | null>();
});
