import type { AnySessions, Session } from "@sessionkit/core";
import {
  createVerbs,
  sessionAnswerOf,
  sessionOf,
  type WithSessionOptions,
} from "@sessionkit/core/binding";
import type { Settings } from "../bind/bind-options.ts";
import type { SessionBinding, WithSession } from "../bind/session-binding.ts";
import { createHandlers } from "../endpoints/handlers.ts";
import { renderedRequest } from "./rendered-request.ts";
import { requireSession } from "./require-session.ts";
import { type RouteContext, type SessionHandler, withSession } from "./with-session.ts";
import { createWrite } from "./write.ts";

/** What pages, actions and route handlers of the App Router call. */
export function createAppRouter<S extends AnySessions>(
  sessions: S,
  settings: Settings,
): Omit<SessionBinding<S>, "proxy" | "withProxy"> {
  const verbs = createVerbs(sessions, createWrite(sessions, settings));
  return {
    handlers: createHandlers(sessions),
    async getSession({ verify } = {}) {
      const current = await renderedRequest(sessions);
      return sessionOf(await current.ask(verify)) as Session<S> | null;
    },
    requireSession: (given) => requireSession(sessions, settings, given),
    withSession: ((handler: SessionHandler<Session<S>, RouteContext>, given?: WithSessionOptions) =>
      withSession(sessions, handler, given)) as WithSession<Session<S>>,
    async getSessionAnswer() {
      const current = await renderedRequest(sessions);
      return sessionAnswerOf(sessions, await current.ask());
    },
    createSession: (userId, given) => verbs.createSession(undefined, userId, given),
    renewSession: (given) => verbs.renewSession(undefined, given),
    updateSession: (data) => verbs.updateSession(undefined, data),
    revokeSession: (given) => verbs.revokeSession(undefined, given),
  };
}
