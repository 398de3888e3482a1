import type { BindingWorld } from "@sessionkit/testing/binding-world";
import type { Binding, Route } from "./route.ts";

interface SignIn {
  readonly user: string;
  readonly remember?: boolean;
  readonly authenticatedAt?: number;
  readonly until?: number;
}

/** Routes that sign in, change the session or sign out. */
export function changeRoutes(
  { createSession, updateSession }: Binding,
  { held }: Pick<BindingWorld, "held">,
): Readonly<Record<string, Route>> {
  return {
    "POST /sign-in": async (request, session) => {
      const { user, remember = true, authenticatedAt, until } = await bodyOf<SignIn>(request);
      const options = {
        remember,
        authenticatedAt: authenticatedAt ? new Date(authenticatedAt) : undefined,
        until: until ? new Date(until) : undefined,
      };
      if (isBearer(request)) {
        const bearer = { ...options, transport: "bearer" } as const;
        const { session: made, tokens } = await session.createSession(user, bearer);
        return Response.json({ user: made.userId, session: made.id, tokens });
      }
      const made = await session.createSession(user, options);
      return Response.json({ user: made.userId, session: made.id });
    },
    "POST /callback": async (request) => {
      const { user } = await bodyOf<SignIn>(request);
      const { userId, id } = await createSession(request, user, { allowCrossSite: true });
      return Response.json({ user: userId, session: id });
    },
    "POST /step-up": async (request, session) => {
      if (isBearer(request)) {
        const options = { authenticated: true, transport: "bearer" } as const;
        const { session: renewed, tokens } = await session.renewSession(options);
        return Response.json({ user: renewed.userId, session: renewed.id, tokens });
      }
      const renewed = await session.renewSession({ authenticated: true });
      return Response.json({ user: renewed.userId, session: renewed.id });
    },
    "GET /guest": async (_request, { getGuest }) =>
      Response.json({ note: (await getGuest())?.data.note ?? null }),
    "POST /guest": async (request, { updateGuest }) => {
      const { note } = await bodyOf<{ note: string }>(request);
      return Response.json({ note: (await updateGuest({ note })).data.note });
    },
    "POST /guest-sign-in": async (request, session) => {
      const { user } = await bodyOf<SignIn>(request);
      const merge = ({ note }: { readonly note?: string }) => ({ note: `${note}!` });
      const made = await session.createSession(user, { merge });
      return Response.json({ user: made.userId, note: made.data.note });
    },
    "POST /impersonate": async (request, session) => {
      const { user } = await bodyOf<SignIn>(request);
      const reason = "A test";
      if (isBearer(request)) {
        const options = { reason, transport: "bearer" } as const;
        const { session: made, tokens } = await session.impersonate(user, options);
        return Response.json({ user: made.userId, actor: made.actor?.userId ?? null, tokens });
      }
      await session.impersonate(user, { reason });
      const { userId, actor } = (await session.getSession()) ?? {};
      return Response.json({ user: userId, actor: actor?.userId ?? null });
    },
    "POST /end-impersonation": async (_request, { endImpersonation, getSession }) => {
      const returned = await endImpersonation();
      const read = await getSession();
      return Response.json({ user: returned?.userId ?? null, read: read?.userId ?? null });
    },
    "POST /note": async (request, { getSession }) => {
      const { note } = await bodyOf<{ note: string }>(request);
      await updateSession(request, { note });
      return Response.json({ note: (await getSession())?.data.note });
    },
    "POST /append": async (request) => {
      const { text } = await bodyOf<{ text: string }>(request);
      const { data } = await updateSession(request, (data) => ({
        ...data,
        note: data.note + text,
      }));
      return Response.json({ note: data.note });
    },
    "GET /held": async (_request, { getSession }) => {
      const user = (await getSession())?.userId ?? null;
      await held();
      return Response.json({ user });
    },
    "POST /held": async (request) => {
      const { data } = await updateSession(request, { note: "held" });
      await held();
      return Response.json({ note: data.note });
    },
    "POST /sign-out": async (request, { getSession, revokeSession }) => {
      const scope = new URL(request.url).searchParams.get("scope") ?? "current";
      const revoked = await revokeSession({ scope: scope as "current" | "others" | "all" });
      return Response.json({ revoked, user: (await getSession())?.userId ?? null });
    },
  };
}

async function bodyOf<Body>(request: Request): Promise<Body> {
  return (await request.json()) as Body;
}

function isBearer({ url }: Request): boolean {
  return new URL(url).searchParams.get("transport") === "bearer";
}
