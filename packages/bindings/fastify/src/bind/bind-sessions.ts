import type { AnySessions, InferSession } from "@sessionkit/core";
import {
  authenticateUpgrade,
  closedSignal,
  createVerbs,
  guestOf,
  sessionAnswerOf,
  sessionOf,
} from "@sessionkit/core/binding";
import { attach } from "../app/attach.ts";
import { requireSession } from "../app/require-session.ts";
import type { Binding, BindOptions } from "../binding/binding.ts";
import type { BoundTo, SessionBinding } from "../binding/session-binding.ts";
import { createHandlers } from "../endpoints/handlers.ts";
import { attachedRequest, CurrentRequest, resolvedOutcome } from "../request/current-request.ts";

/** Binds a session service to Fastify: once, in a module of its own that exports the parts of the result. */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: BindOptions = {},
): SessionBinding<S> {
  const binding: Binding = { ...options, sessions, key: Symbol("sessionkit.fastify") };
  const bound: SessionBinding<AnySessions> = {
    attach: (given) => attach(binding, given),
    handlers: createHandlers(binding),
    requireSession: (given) => requireSession(binding, given),
    getSession: (request) =>
      sessionOf(resolvedOutcome(binding, request, "getSession")) as InferSession<AnySessions>,
    getGuest: (request) => guestOf(resolvedOutcome(binding, request, "getGuest")),
    async getSessionAnswer(request) {
      const current = attachedRequest(binding, request, "getSessionAnswer");
      current.keepPrivate();
      return sessionAnswerOf(sessions, await current.resolve());
    },
    ...createVerbs<AnySessions, [request: BoundTo]>(1, async ([request], verb, write) =>
      write(attachedRequest(binding, request, verb)),
    ),
    watchSession: async (request, given) =>
      attachedRequest(binding, request, "watchSession").watch(given),
    async takeHeaders(request) {
      const headers = await attachedRequest(binding, request, "takeHeaders").finish();
      return grouped(headers);
    },
    authenticateUpgrade(request) {
      const message = "raw" in request ? request.raw : request;
      const current = new CurrentRequest(sessions, message);
      return authenticateUpgrade(sessions, current, closedSignal(message.socket));
    },
  };
  return Object.freeze(bound) as unknown as SessionBinding<S>;
}

/** Headers as `writeHead` takes them. */
function grouped(
  headers: Awaited<ReturnType<CurrentRequest["finish"]>>,
): Record<string, string | string[]> {
  const cookies = headers.flatMap(([name, value]) => (name === "set-cookie" ? [value] : []));
  return Object.fromEntries(
    headers.map(([name, value]) => [name, name === "set-cookie" ? cookies : value]),
  );
}
