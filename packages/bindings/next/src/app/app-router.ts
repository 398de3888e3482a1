import type { AnySessions, Session } from "@sessionkit/core";
import { createVerbs, type WithSessionOptions } from "@sessionkit/core/binding";
import type { Settings } from "../bind/bind-options.ts";
import type { SessionBinding, WithSession } from "../bind/session-binding.ts";
import { createHandlers } from "../endpoints/handlers.ts";
import { getSession } from "../session/get-session.ts";
import { getSessionAnswer } from "../session/get-session-answer.ts";
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
    getSession: async (given) => getSession(sessions, await renderedRequest(), given),
    requireSession: (given) => requireSession(sessions, settings, given),
    withSession: ((handler: SessionHandler<Session<S>, RouteContext>, given?: WithSessionOptions) =>
      withSession(sessions, handler, given)) as WithSession<Session<S>>,
    getSessionAnswer: async () => getSessionAnswer(sessions, await renderedRequest()),
    createSession: (userId, given) => verbs.createSession(undefined, userId, given),
    renewSession: (given) => verbs.renewSession(undefined, given),
    updateSession: (data) => verbs.updateSession(undefined, data),
    revokeSession: (given) => verbs.revokeSession(undefined, given),
  };
}
