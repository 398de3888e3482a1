import type { AnySessions } from "@sessionkit/core";
import {
  authenticateUpgrade,
  createVerbs,
  guestOf,
  sessionAnswerOf,
  sessionFor,
} from "@sessionkit/core/binding";
import type { Context } from "hono";
import { attach } from "../app/attach.ts";
import { requireSession } from "../app/require-session.ts";
import type { Binding, BindOptions } from "../binding/binding.ts";
import type { SessionBinding } from "../binding/session-binding.ts";
import { createHandlers } from "../endpoints/handlers.ts";
import { createRequest, currentRequest } from "../request/current-request.ts";
import { throwException } from "../request/session-http-exception.ts";
import { perEnvironment } from "./per-environment.ts";

/**
 * Binds a session service to Hono: once, in a module of its own that exports the parts of the result.
 *
 * @param sessions or a function that creates the service from `c.env`, where secrets and databases are bindings (Workers).
 *   Called once for each environment
 * @example
 * bindSessions((c: Context<{ Bindings: Env }>) => createSessions({ secret: c.env.SESSION_SECRET, … }));
 */
export function bindSessions<S extends AnySessions>(
  sessions: S | ((c: Context) => S),
  options: BindOptions = {},
): SessionBinding<S> {
  const isMade = typeof sessions === "function";
  const binding: Binding = {
    ...options,
    sessionsOf: isMade ? perEnvironment(sessions) : () => sessions,
    basePath: isMade ? null : sessions.basePath,
    key: Symbol("sessionkit.hono"),
  };
  const bound: SessionBinding<AnySessions> = {
    attach: (given) => attach(binding, given),
    handlers: createHandlers(binding),
    getSession: async (c, given) =>
      sessionFor(currentRequest(binding, c), given).catch(throwException),
    getGuest: async (c) => currentRequest(binding, c).resolve().then(guestOf).catch(throwException),
    async getSessionAnswer(c) {
      const current = currentRequest(binding, c);
      const outcome = await current.resolve();
      c.header("cache-control", "private, no-store");
      return sessionAnswerOf(current.sessions, outcome);
    },
    requireSession: (given) => requireSession(binding, given),
    ...createVerbs<AnySessions, [Context]>(1, async ([c], _verb, write) =>
      write(currentRequest(binding, c)).catch(throwException),
    ),
    watchSession: async (c, given) => currentRequest(binding, c).watch(given).catch(throwException),
    authenticateUpgrade: (c, { until = c.req.raw.signal } = {}) =>
      authenticateUpgrade(binding.sessionsOf(c), createRequest(binding, c), until),
  } as SessionBinding<AnySessions>;
  return Object.freeze(bound) as unknown as SessionBinding<S>;
}
