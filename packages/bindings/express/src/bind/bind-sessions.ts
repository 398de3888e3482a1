import type { IncomingMessage } from "node:http";
import type { AnySessions, InferSession } from "@sessionkit/core";
import {
  authenticateUpgrade,
  closedSignal,
  createVerbs,
  guestOf,
  keepPrivate,
  sessionAnswerOf,
  sessionOf,
} from "@sessionkit/core/binding";
import { createAttach } from "../app/attach.ts";
import { createRequireSession } from "../app/require-session.ts";
import type { Binding, BindOptions } from "../binding/binding.ts";
import type { Exchange, SessionBinding } from "../binding/session-binding.ts";
import { createHandlers } from "../endpoints/handlers.ts";
import { attachedRequest, CurrentRequest, currentRequest } from "../request/current-request.ts";

/** Binds a session service to Express: once, in a module of its own that exports the parts of the result. */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: BindOptions = {},
): SessionBinding<S> {
  const binding: Binding = { ...options, sessions, key: Symbol("sessionkit.express") };
  const bound: SessionBinding<AnySessions> = {
    attach: createAttach(binding),
    handlers: createHandlers(binding),
    requireSession: createRequireSession(binding),
    getSession: (req: IncomingMessage) =>
      sessionOf(attachedRequest(binding, req, "getSession").outcome) as InferSession<AnySessions>,
    getGuest: (req) => guestOf(attachedRequest(binding, req, "getGuest").outcome),
    async getSessionAnswer(req, res) {
      const { outcome } = attachedRequest(binding, req, "getSessionAnswer");
      keepPrivate(res);
      return sessionAnswerOf(sessions, outcome);
    },
    ...createVerbs<AnySessions, Exchange>(2, async ([req, res], _verb, write) =>
      write(currentRequest(binding, req, res)),
    ),
    watchSession: (req, given) => attachedRequest(binding, req, "watchSession").watch(given),
    authenticateUpgrade: (message) =>
      authenticateUpgrade(
        sessions,
        new CurrentRequest(sessions, message),
        closedSignal(message.socket),
      ),
  };
  return Object.freeze(bound) as unknown as SessionBinding<S>;
}
