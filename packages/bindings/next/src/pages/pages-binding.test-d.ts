import {
  createSessions,
  type InferGuest,
  type InferSession,
  type SessionAnswer,
} from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import type { GetServerSideProps, NextApiHandler, NextApiRequest, NextApiResponse } from "next";
import { expectTypeOf, test } from "vitest";
import { bindSessions } from "./bind-sessions.ts";

const sessions = createSessions({
  strategy: "jwt",
  secret: "",
  store: createMemoryStore(),
  loadUser: (id: string) => ({ id, role: "user" as "admin" | "user" }),
  claims: (user) => ({ role: user.role }),
  publicUser: (user) => ({ id: user.id, admin: user.role === "admin" }),
  data: () => ({ note: "" }),
});
const binding = bindSessions(sessions, { signInPath: "/in" });

declare const req: NextApiRequest;
declare const res: NextApiResponse;

test("getSession returns the session of the service, or null", async () => {
  const session = await binding.getSession(req, res);
  expectTypeOf(session?.claims.role).toEqualTypeOf<"admin" | "user" | undefined>();
  expectTypeOf(session).extract<null>().toBeNull();
});

test("data is the session's own, in part", async () => {
  await binding.createSession(req, res, "u", { data: { note: "a" }, remember: false });
  // @ts-expect-error no such member
  await binding.createSession(req, res, "u", { data: { other: 1 } });
  // @ts-expect-error not of that type
  await binding.updateSession(req, res, { note: 1 });
  await binding.updateSession(req, res, ({ note }) => ({ note: `${note}b` }));
});

test("an API route gets a session, and null too only where it is optional", () => {
  const required = binding.withSession<{ ok: boolean }>((_req, response, { session }) => {
    expectTypeOf(session.claims.role).toEqualTypeOf<"admin" | "user">();
    response.json({ ok: true });
    // @ts-expect-error not the body that was named
    response.json({ no: true });
  });
  expectTypeOf(required).toExtend<NextApiHandler>();
  binding.withSession(
    (_req, _res, { session }) => {
      expectTypeOf(session).extract<null>().toBeNull();
    },
    { session: "optional" },
  );
});

test("getServerSideProps has a type that Next accepts, with the props that it returns", () => {
  const getServerSideProps = binding.withSessionProps(async ({ session, query }) => {
    expectTypeOf(session.data.note).toBeString();
    return { props: { user: session.userId, tab: query.tab } };
  });
  expectTypeOf(getServerSideProps).toExtend<GetServerSideProps>();
});

test("the seed has the claims and the public user", () => {
  expectTypeOf(binding.getSessionAnswer).returns.resolves.toEqualTypeOf<SessionAnswer<
    { role: "admin" | "user" },
    { id: string; admin: boolean }
  > | null>();
});

test("a proxy's options are not accepted here", () => {
  // @ts-expect-error it is the proxy that protects
  bindSessions(sessions, { signInPath: "/in", protect: "all" });
});

test("a guest has the session's data, and no user", async () => {
  const started = await binding.updateGuest(req, res, { note: "a" }, { remember: false });
  expectTypeOf(started).toEqualTypeOf<InferGuest<typeof sessions>>();
  expectTypeOf(started.data.note).toBeString();
  await binding.updateGuest(req, res, ({ note }) => ({ note: `${note}b` }));
  // @ts-expect-error not of that type
  await binding.updateGuest(req, res, { note: 1 });
  const guest = await binding.getGuest(req, res);
  expectTypeOf(guest).toEqualTypeOf<InferGuest<typeof sessions> | null>();
  // @ts-expect-error a guest has no user
  void guest?.userId;
  await binding.createSession(req, res, "u", { merge: ({ note }) => ({ note }) });
  // @ts-expect-error no such member
  await binding.createSession(req, res, "u", { merge: () => ({ other: 1 }) });
  // @ts-expect-error a sign-in has a user: `updateGuest` starts a guest
  await binding.createSession(req, res, null);
});

test("an impersonation needs a reason, and is a session with an actor", async () => {
  const session = await binding.impersonate(req, res, "u", {
    reason: "Ticket 4711",
    lifetime: "10m",
  });
  expectTypeOf(session).toEqualTypeOf<InferSession<typeof sessions>>();
  expectTypeOf(session.actor?.userId).toEqualTypeOf<string | undefined>();
  // @ts-expect-error why is not optional
  await binding.impersonate(req, res, "u", {});
  // @ts-expect-error there is no such duration
  await binding.impersonate(req, res, "u", { reason: "A test", lifetime: "soon" });
  const bearer = { reason: "A test", transport: "bearer" } as const;
  const { tokens } = await binding.impersonate(req, res, "u", bearer);
  expectTypeOf(tokens.accessToken).toBeString();
  expectTypeOf(await binding.endImpersonation(req, res)).toEqualTypeOf<InferSession<
    typeof sessions
  > | null>();
});
