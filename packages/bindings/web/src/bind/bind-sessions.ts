import type { AnySessions } from "@sessionkit/core";
import {
  authenticateUpgrade,
  createVerbs,
  guestOf,
  sessionAnswerOf,
  sessionFor,
} from "@sessionkit/core/binding";
import { requireSession } from "../app/require-session.ts";
import { run } from "../app/run.ts";
import type { Binding, BindOptions } from "../binding/binding.ts";
import type { SessionBinding } from "../binding/session-binding.ts";
import { answerEndpoint, handlers } from "../endpoints/handlers.ts";
import { createRequest, currentRequest } from "../request/current-request.ts";
import { throwHttpError } from "../request/throw-http-error.ts";
import { createContext } from "./session-context.ts";

/** Binds a session service to web requests: once, in a module of its own that exports the parts of the result. */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: BindOptions = {},
): SessionBinding<S> {
  const binding: Binding = { ...options, sessions, key: Symbol("sessionkit.web") };
  const fail = throwHttpError(binding);
  const bound: SessionBinding<AnySessions> = {
    handle: async (request, handler, given = {}) =>
      (await answerEndpoint(binding, request, given)) ??
      run(binding, request, () => handler(createContext(bound, request)), given),
    handlers: (request, given) => handlers(binding, request, given),
    getSession: async (request, given) =>
      sessionFor(currentRequest(binding, request), given).catch(fail),
    requireSession: async (request, given) => requireSession(binding, request, given).catch(fail),
    getGuest: async (request) =>
      currentRequest(binding, request).resolve().then(guestOf).catch(fail),
    async getSessionAnswer(request) {
      const current = currentRequest(binding, request);
      current.isPrivate = true;
      return sessionAnswerOf(sessions, await current.resolve());
    },
    ...createVerbs<AnySessions, [request: Request]>(1, async ([request], _verb, write) =>
      write(currentRequest(binding, request)).catch(fail),
    ),
    watchSession: async (request, given) =>
      currentRequest(binding, request).watch(given).catch(fail),
    authenticateUpgrade: (request, { until = request.signal, ...given } = {}) =>
      authenticateUpgrade(sessions, createRequest(binding, request, given), until),
  } as SessionBinding<AnySessions>;
  return Object.freeze(bound) as unknown as SessionBinding<S>;
}
