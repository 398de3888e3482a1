import type { BindingWorld } from "@sessionkit/testing/binding-world";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SessionBinding } from "../../src/index.ts";

/** Routes that read the session or require one. */
export function sessionRoutes(
  app: FastifyInstance,
  session: SessionBinding<BindingWorld["sessions"]>,
): void {
  const { getSession, requireSession } = session;
  const answerSession = async (request: FastifyRequest): Promise<object> => {
    const { userId: user = null, id = null, claims, data } = getSession(request) ?? {};
    return { user, session: id, role: claims?.role ?? null, note: data?.note ?? null };
  };
  const demanded = async (request: FastifyRequest): Promise<object> => ({
    user: getSession(request)?.userId,
  });
  app.get("/who", answerSession);
  app.post("/who", answerSession);
  app.get("/caught", async (request) => {
    try {
      return { user: getSession(request)?.userId ?? null };
    } catch (error) {
      const { status, code } = error as { status: number; code: string };
      return { status, code };
    }
  });
  app.get("/seed", async (request, reply) =>
    reply.type("application/json").send(JSON.stringify(await session.getSessionAnswer(request))),
  );
  app.get("/protected", { preHandler: requireSession() }, demanded);
  app.post("/protected", { onRequest: requireSession() }, demanded);
  app.get("/now", { preHandler: requireSession({ verify: "store" }) }, demanded);
  app.get("/fresh", { preHandler: [requireSession({ fresh: "10m" })] }, demanded);
  app.get(
    "/fresh-now",
    { preHandler: requireSession({ fresh: "10m", verify: "store" }) },
    demanded,
  );
}
