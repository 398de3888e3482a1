import type { Binding, Route } from "./route.ts";

/** Routes that read the session or require one. */
export function sessionRoutes({
  getSession,
  getSessionAnswer,
}: Binding): Readonly<Record<string, Route>> {
  const who: Route = async (request) => {
    const known = await getSession(request);
    const { userId: user = null, id = null, claims, data } = known ?? {};
    return Response.json({
      user,
      session: id,
      role: claims?.role ?? null,
      note: data?.note ?? null,
    });
  };
  const withGuard: Route = async (_request, { requireSession }) =>
    Response.json({ user: (await requireSession()).userId });
  return {
    "GET /who": who,
    "POST /who": who,
    "GET /protected": withGuard,
    "POST /protected": withGuard,
    "GET /seed": async (request) => Response.json(await getSessionAnswer(request)),
    "GET /caught": async (request) => {
      try {
        return Response.json({ user: (await getSession(request))?.userId ?? null });
      } catch (error) {
        const { status, code } = error as { status: number; code: string };
        return Response.json({ status, code });
      }
    },
    "GET /now": async (_request, { requireSession }) =>
      Response.json({ user: (await requireSession({ verify: "store" })).userId }),
    "GET /fresh": async (_request, { requireSession }) =>
      Response.json({ user: (await requireSession({ fresh: "10m" })).userId }),
    "GET /fresh-now": async (_request, { requireSession }) =>
      Response.json({ user: (await requireSession({ fresh: "10m", verify: "store" })).userId }),
  };
}
