import type { BindingWorld } from "@sessionkit/testing/binding-world";
import type { FastifyInstance } from "fastify";
import type { SessionBinding } from "../../src/index.ts";

interface SignIn {
  readonly user: string;
  readonly remember?: boolean;
  readonly authenticatedAt?: number;
  readonly until?: number;
}

interface Query {
  readonly transport?: string;
  readonly scope?: "current" | "others" | "all";
}

/** Routes that sign in, change the session or sign out. */
export function changeRoutes(
  app: FastifyInstance,
  session: SessionBinding<BindingWorld["sessions"]>,
  { held }: Pick<BindingWorld, "held">,
): void {
  const { getSession } = session;
  app.post<{ Body: SignIn; Querystring: Query }>("/sign-in", async (request) => {
    const { user, remember = true, authenticatedAt, until } = request.body;
    const options = {
      remember,
      authenticatedAt: authenticatedAt ? new Date(authenticatedAt) : undefined,
      until: until ? new Date(until) : undefined,
    };
    if (request.query.transport === "bearer") {
      const bearer = { ...options, transport: "bearer" } as const;
      const { session: made, tokens } = await session.createSession(request, user, bearer);
      return { user: made.userId, session: made.id, tokens };
    }
    const made = await session.createSession(request, user, options);
    return { user: made.userId, session: made.id };
  });
  app.post<{ Body: SignIn }>("/callback", async (request) => {
    const { user } = request.body;
    const { userId, id } = await session.createSession(request, user, { allowCrossSite: true });
    return { user: userId, session: id };
  });
  app.post<{ Querystring: Query }>("/step-up", async (request) => {
    const authenticated = true;
    if (request.query.transport === "bearer") {
      const options = { authenticated, transport: "bearer" } as const;
      const { session: renewed, tokens } = await session.renewSession(request, options);
      return { user: renewed.userId, session: renewed.id, tokens };
    }
    const renewed = await session.renewSession(request, { authenticated });
    return { user: renewed.userId, session: renewed.id };
  });
  app.get("/guest", async (request) => ({ note: session.getGuest(request)?.data.note ?? null }));
  app.post<{ Body: { note: string } }>("/guest", async (request) => {
    const { data } = await session.updateGuest(request, { note: request.body.note });
    return { note: data.note };
  });
  app.post<{ Body: SignIn }>("/guest-sign-in", async (request) => {
    const merge = ({ note }: { readonly note?: string }) => ({ note: `${note}!` });
    const made = await session.createSession(request, request.body.user, { merge });
    return { user: made.userId, note: made.data.note };
  });
  app.post<{ Body: SignIn; Querystring: Query }>("/impersonate", async (request) => {
    const { user } = request.body;
    const reason = "A test";
    if (request.query.transport === "bearer") {
      const options = { reason, transport: "bearer" } as const;
      const { session: made, tokens } = await session.impersonate(request, user, options);
      return { user: made.userId, actor: made.actor?.userId ?? null, tokens };
    }
    await session.impersonate(request, user, { reason });
    const { userId, actor } = getSession(request) ?? {};
    return { user: userId, actor: actor?.userId ?? null };
  });
  app.post("/end-impersonation", async (request) => {
    const returned = await session.endImpersonation(request);
    return { user: returned?.userId ?? null, read: getSession(request)?.userId ?? null };
  });
  app.post<{ Body: { note: string } }>("/note", async (request) => {
    await session.updateSession(request, { note: request.body.note });
    return { note: getSession(request)?.data.note };
  });
  app.post<{ Body: { text: string } }>("/append", async (request) => {
    const { text } = request.body;
    const { data } = await session.updateSession(request, (data) => ({
      ...data,
      note: data.note + text,
    }));
    return { note: data.note };
  });
  app.get("/held", async (request) => {
    const user = getSession(request)?.userId ?? null;
    await held();
    return { user };
  });
  app.post("/held", async (request) => {
    const { data } = await session.updateSession(request, { note: "held" });
    await held();
    return { note: data.note };
  });
  app.post<{ Querystring: Query }>("/sign-out", async (request) => {
    const { scope = "current" } = request.query;
    const revoked = await session.revokeSession(request, { scope });
    return { revoked, user: getSession(request)?.userId ?? null };
  });
}
