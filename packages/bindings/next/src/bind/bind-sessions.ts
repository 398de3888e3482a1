import type { AnySessions } from "@sessionkit/core";
import { createHandlers } from "../endpoints/handlers.ts";
import { createProxy } from "../proxy/proxy.ts";
import { createSession } from "../session/create-session.ts";
import { getSession } from "../session/get-session.ts";
import { getSessionAnswer } from "../session/get-session-answer.ts";
import { renewSession } from "../session/renew-session.ts";
import { requireSession } from "../session/require-session.ts";
import { revokeSession } from "../session/revoke-session.ts";
import { updateSession } from "../session/update-session.ts";
import { withSession } from "../session/with-session.ts";
import { type BindOptions, readBindOptions } from "./bind-options.ts";
import type { SessionBinding } from "./session-binding.ts";

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
  return Object.freeze<SessionBinding<S>>({
    proxy: createProxy(sessions, settings),
    withProxy: (own) => createProxy(sessions, settings, own),
    handlers: createHandlers(sessions),
    getSession: (given) => getSession(sessions, given),
    requireSession: (given) => requireSession(sessions, settings, given),
    withSession: (handler, given) => withSession(sessions, handler, given),
    getSessionAnswer: () => getSessionAnswer(sessions),
    createSession: (userId, given) => createSession(sessions, userId, given),
    renewSession: (given) => renewSession(sessions, settings, given),
    updateSession: (data) => updateSession(sessions, settings, data),
    revokeSession: (given) => revokeSession(sessions, given),
  });
}
