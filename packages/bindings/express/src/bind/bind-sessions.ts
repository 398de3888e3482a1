import type { IncomingMessage } from "node:http";
import type { AnySessions, SessionOf } from "@sessionkit/core";
import {
  authenticateUpgrade,
  createVerbs,
  keepPrivate,
  sessionAnswerOf,
  sessionOf,
} from "@sessionkit/core/binding";
import type { Request, Response } from "express";
import { createHandlers } from "../endpoints/handlers.ts";
import { CurrentRequest } from "../request/current-request.ts";
import { knownOutcome } from "../request/known-outcome.ts";
import { createAttach } from "./attach.ts";
import type { BindOptions } from "./bind-options.ts";
import { type Binding, currentRequest } from "./binding.ts";
import { createRequireSession } from "./require-session.ts";
import type { SessionBinding } from "./session-binding.ts";

/** What names a request in Express. */
interface Place {
  readonly req: Request;
  readonly res: Response;
}

/** Puts a session service behind Express. Once, in a module of its own; take the result apart and export its parts. */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: BindOptions = {},
): SessionBinding<S> {
  const binding: Binding = { ...options, sessions, key: Symbol("sessionkit.express") };
  const verbs = createVerbs<Place>(sessions, async ({ req, res }, _verb, work) =>
    work(currentRequest(binding, req, res)),
  );
  const bound: SessionBinding<AnySessions> = {
    attach: createAttach(binding),
    handlers: createHandlers(binding),
    requireSession: createRequireSession(binding),
    getSession: (req: IncomingMessage) =>
      sessionOf(knownOutcome(binding, req, "getSession")) as SessionOf,
    async getSessionAnswer(req, res) {
      const outcome = knownOutcome(binding, req, "getSessionAnswer");
      keepPrivate(res);
      return sessionAnswerOf(sessions, outcome);
    },
    createSession: (req, res, userId, given) => verbs.createSession({ req, res }, userId, given),
    renewSession: (req, res, given) => verbs.renewSession({ req, res }, given),
    updateSession: (req, res, data) => verbs.updateSession({ req, res }, data),
    revokeSession: (req, res, given) => verbs.revokeSession({ req, res }, given),
    authenticateUpgrade: (message) =>
      authenticateUpgrade(sessions, new CurrentRequest(sessions, message)),
  };
  return Object.freeze(bound) as unknown as SessionBinding<S>;
}
