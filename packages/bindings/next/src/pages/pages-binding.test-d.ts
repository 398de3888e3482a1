import { createSessions, type SessionAnswer } from "@sessionkit/core";
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
