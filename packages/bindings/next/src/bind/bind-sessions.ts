import type { AnySessions, Session } from "@sessionkit/core";
import { renderedRequest } from "../app/rendered-request.ts";
import { requireSession } from "../app/require-session.ts";
import { settableRequest } from "../app/settable-request.ts";
import { type RouteContext, type SessionHandler, withSession } from "../app/with-session.ts";
import { createHandlers } from "../endpoints/handlers.ts";
import { createProxy } from "../proxy/proxy.ts";
import { createSession } from "../session/create-session.ts";
import { getSession } from "../session/get-session.ts";
import { getSessionAnswer } from "../session/get-session-answer.ts";
import type { WithSessionOptions } from "../session/refusal-of.ts";
import { renewSession } from "../session/renew-session.ts";
import { revokeSession } from "../session/revoke-session.ts";
import { updateSession } from "../session/update-session.ts";
import { type BindOptions, readBindOptions } from "./bind-options.ts";
import type { SessionBinding, WithSession } from "./session-binding.ts";

/**
 * Puts a session service behind Next. Once, in a module of its own; take the result apart and export its parts.
 *
 * Throws `SessionConfigError` for options that could not work.
 */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: BindOptions = {},
): SessionBinding<S> {
  const settings = readBindOptions(options);
  const settable = (verb: string, allowCrossSite?: boolean) =>
    settableRequest(sessions, settings, verb, allowCrossSite);
  return Object.freeze<SessionBinding<S>>({
    proxy: createProxy(sessions, settings),
    withProxy: (own) => createProxy(sessions, settings, own),
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
  });
}
