import type { AnySessions } from "@sessionkit/core";
import { authenticateUpgrade, createVerbs } from "@sessionkit/core/binding";
import { createHandlers } from "../endpoints/handlers.ts";
import { CurrentRequest } from "../request/current-request.ts";
import { getSession } from "../session/get-session.ts";
import { getSessionAnswer } from "../session/get-session-answer.ts";
import { requireSession } from "../session/require-session.ts";
import { createWrite } from "../session/write.ts";
import { attach } from "./attach.ts";
import type { BindOptions } from "./bind-options.ts";
import { createBinding } from "./binding.ts";
import type { SessionBinding } from "./session-binding.ts";

/**
 * Puts a session service behind Hono. Once, in a module of its own; take the result apart and export its parts.
 */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: BindOptions = {},
): SessionBinding<S> {
  const binding = createBinding(sessions, options);
  const verbs = createVerbs(sessions, createWrite(binding));
  const bound: SessionBinding<AnySessions> = {
    attach: (given) => attach(binding, given),
    handlers: createHandlers(binding),
    getSession: (c, given) => getSession(binding, c, given),
    getSessionAnswer: (c) => getSessionAnswer(binding, c),
    requireSession: (given) => requireSession(binding, given),
    ...verbs,
    authenticateUpgrade: (c) => authenticateUpgrade(sessions, new CurrentRequest(c, binding)),
  };
  return Object.freeze(bound) as unknown as SessionBinding<S>;
}
