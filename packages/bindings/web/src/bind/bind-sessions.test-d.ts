import { createSessions } from "@sessionkit/core";
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
