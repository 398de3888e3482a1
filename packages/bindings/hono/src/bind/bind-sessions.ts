import type { AnySessions } from "@sessionkit/core";
import {
  authenticateUpgrade,
  createVerbs,
  sessionAnswerOf,
  sessionOf,
} from "@sessionkit/core/binding";
import type { Context } from "hono";
import { attach } from "../app/attach.ts";
import { requireSession } from "../app/require-session.ts";
import type { Binding, BindOptions } from "../binding/binding.ts";
import type { SessionBinding } from "../binding/session-binding.ts";
import { createHandlers } from "../endpoints/handlers.ts";
import { CurrentRequest, currentRequest } from "../request/current-request.ts";
import { throwException } from "../request/session-http-exception.ts";

/** Binds a session service to Hono: once, in a module of its own that exports the parts of the result. */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: BindOptions = {},
): SessionBinding<S> {
  const binding: Binding = { ...options, sessions, key: Symbol("sessionkit.hono") };
  const bound: SessionBinding<AnySessions> = {
    attach: (given) => attach(binding, given),
    handlers: createHandlers(binding),
    getSession: async (c, { verify } = {}) =>
      currentRequest(binding, c).resolve(verify).then(sessionOf).catch(throwException),
    async getSessionAnswer(c) {
      const outcome = await currentRequest(binding, c).resolve();
      c.header("cache-control", "private, no-store");
      return sessionAnswerOf(sessions, outcome);
    },
    requireSession: (given) => requireSession(binding, given),
    ...createVerbs<AnySessions, [Context]>(1, async ([c], _verb, write) =>
      write(currentRequest(binding, c)).catch(throwException),
    ),
    authenticateUpgrade: (c) => authenticateUpgrade(sessions, new CurrentRequest(c, binding)),
  } as SessionBinding<AnySessions>;
  return Object.freeze(bound) as unknown as SessionBinding<S>;
}
