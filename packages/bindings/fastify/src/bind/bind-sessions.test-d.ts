import { createSessions, type InferSession } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import fastify from "fastify";
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
