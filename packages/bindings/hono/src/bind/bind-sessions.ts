import type { AnySessions } from "@sessionkit/core";
import {
  authenticateUpgrade,
  createVerbs,
  sessionAnswerOf,
  sessionOf,
} from "@sessionkit/core/binding";
import type { Context } from "hono";
import { createHandlers } from "../endpoints/handlers.ts";
import { CurrentRequest } from "../request/current-request.ts";
import { attach } from "./attach.ts";
import type { BindOptions } from "./bind-options.ts";
import { createBinding, currentRequest } from "./binding.ts";
import { requireSession } from "./require-session.ts";
import type { SessionBinding } from "./session-binding.ts";
import { throwException } from "./session-http-exception.ts";

/**
 * Puts a session service behind Hono. Once, in a module of its own; take the result apart and export its parts.
 */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: BindOptions = {},
): SessionBinding<S> {
  const binding = createBinding(sessions, options);
  const verbs = createVerbs<Context>(sessions, async (c, _verb, work) =>
    work(currentRequest(binding, c)).catch(throwException),
  );
  const bound: SessionBinding<AnySessions> = {
    attach: (given) => attach(binding, given),
    handlers: createHandlers(binding),
    getSession: async (c, { verify } = {}) =>
      currentRequest(binding, c).ask(verify).then(sessionOf).catch(throwException),
    async getSessionAnswer(c) {
      const outcome = await currentRequest(binding, c).ask();
      c.header("cache-control", "private, no-store");
      return sessionAnswerOf(sessions, outcome);
    },
    requireSession: (given) => requireSession(binding, given),
    ...verbs,
    authenticateUpgrade: (c) => authenticateUpgrade(sessions, new CurrentRequest(c, binding)),
  };
  return Object.freeze(bound) as unknown as SessionBinding<S>;
}
