import compress from "@fastify/compress";
import type { BindingApp, BindingSetup } from "@sessionkit/testing";
import { createBindingWorld, localApp } from "@sessionkit/testing/binding-world";
import fastify, { type preHandlerAsyncHookHandler } from "fastify";
import { bindSessions, type SessionGuard } from "../src/index.ts";
import { answerRoutes } from "./contract/answer-routes.ts";
import { changeRoutes } from "./contract/change-routes.ts";
import { sessionRoutes } from "./contract/session-routes.ts";

/** The application of the binding contract, in Fastify. */
export async function createContractApp(setup: BindingSetup): Promise<BindingApp> {
  const harness = createBindingWorld(setup);
  const binding = bindSessions(harness.sessions);
  const app = fastify({
    forceCloseConnections: true,
    // The contract sends such members, and expects them to be data.
    onProtoPoisoning: "ignore",
    onConstructorPoisoning: "ignore",
  });
  app.register(compress);
  if (setup.deviceBound) app.addHook("preHandler", forBound(binding.requireSession()));
  // Fastify parses bodies after `onRequest`: only the order of the plugins can differ.
  const plugins = [binding.attach(), binding.handlers];
  for (const plugin of setup.endpoints === "before-parser" ? plugins : plugins.reverse())
    app.register(plugin);
  app.register(async (scope) => {
    sessionRoutes(scope, binding);
    changeRoutes(scope, binding, harness);
    answerRoutes(scope, binding);
  });
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  return localApp(harness, origin, () => app.close());
}

/** The guard, for paths of bound sessions alone. */
function forBound(guard: SessionGuard): preHandlerAsyncHookHandler {
  return async (request, reply) =>
    request.url.startsWith("/api/auth/bound/") ? guard(request, reply) : undefined;
}
