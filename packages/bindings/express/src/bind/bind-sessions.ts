import type { IncomingMessage } from "node:http";
import type { AnySessions, SessionOf } from "@sessionkit/core";
import { authenticateUpgrade, createVerbs } from "@sessionkit/core/binding";
import { createHandlers } from "../endpoints/handlers.ts";
import { CurrentRequest } from "../request/current-request.ts";
import { getSession } from "../session/get-session.ts";
import { getSessionAnswer } from "../session/get-session-answer.ts";
import { createRequireSession } from "../session/require-session.ts";
import { createWrite } from "../session/write.ts";
import { createAttach } from "./attach.ts";
import type { BindOptions } from "./bind-options.ts";
import type { Binding } from "./binding.ts";
import type { SessionBinding } from "./session-binding.ts";

/** Puts a session service behind Express. Once, in a module of its own; take the result apart and export its parts. */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: BindOptions = {},
): SessionBinding<S> {
  const binding: Binding = { ...options, sessions, key: Symbol("sessionkit.express") };
  const verbs = createVerbs(sessions, createWrite(binding));
  const bound: SessionBinding<AnySessions> = {
    attach: createAttach(binding),
    handlers: createHandlers(binding),
    requireSession: createRequireSession(binding),
    getSession: (req: IncomingMessage) => getSession(binding, req) as SessionOf,
    getSessionAnswer: (req, res) => getSessionAnswer(binding, req, res),
    createSession: (req, res, userId, given) => verbs.createSession({ req, res }, userId, given),
    renewSession: (req, res, given) => verbs.renewSession({ req, res }, given),
    updateSession: (req, res, data) => verbs.updateSession({ req, res }, data),
    revokeSession: (req, res, given) => verbs.revokeSession({ req, res }, given),
    authenticateUpgrade: (message) => authenticateUpgrade(sessions, new CurrentRequest(message)),
  };
  return Object.freeze(bound) as unknown as SessionBinding<S>;
}
