import type { AnySessions, Session } from "@sessionkit/core";
import type { Settings } from "../bind/bind-options.ts";
import type { SessionBinding, WithSession } from "../bind/session-binding.ts";
import { createHandlers } from "../endpoints/handlers.ts";
import { createSession } from "../session/create-session.ts";
import { getSession } from "../session/get-session.ts";
import { getSessionAnswer } from "../session/get-session-answer.ts";
import type { WithSessionOptions } from "../session/refusal-of.ts";
import { renewSession } from "../session/renew-session.ts";
import { revokeSession } from "../session/revoke-session.ts";
import { updateSession } from "../session/update-session.ts";
import { renderedRequest } from "./rendered-request.ts";
import { requireSession } from "./require-session.ts";
import { settableRequest } from "./settable-request.ts";
import { type RouteContext, type SessionHandler, withSession } from "./with-session.ts";

/** What pages, actions and route handlers of the App Router call. */
export function createAppRouter<S extends AnySessions>(
  sessions: S,
  settings: Settings,
): Omit<SessionBinding<S>, "proxy" | "withProxy"> {
  const settable = (verb: string, allowCrossSite?: boolean) =>
    settableRequest(sessions, settings, verb, allowCrossSite);
  return {
    handlers: createHandlers(sessions),
    getSession: async (given) => getSession(sessions, await renderedRequest(), given),
    requireSession: (given) => requireSession(sessions, settings, given),
    withSession: ((handler: SessionHandler<Session<S>, RouteContext>, given?: WithSessionOptions) =>
      withSession(sessions, handler, given)) as WithSession<Session<S>>,
    getSessionAnswer: async () => getSessionAnswer(sessions, await renderedRequest()),
    createSession: async (userId, given) =>
      createSession(
        sessions,
        await settable("createSession", given?.allowCrossSite),
        userId,
        given,
      ),
    renewSession: async (given) => renewSession(sessions, await settable("renewSession"), given),
    updateSession: async (data) => updateSession(sessions, await settable("updateSession"), data),
    revokeSession: async (given) => revokeSession(sessions, await settable("revokeSession"), given),
  };
}
