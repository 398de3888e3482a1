import type { AnySessions } from "@sessionkit/core";
import { createHandlers } from "../endpoints/handlers.ts";
import { createAttach } from "../request/attach.ts";
import { createSession } from "../session/create-session.ts";
import { getSession } from "../session/get-session.ts";
import { renewSession } from "../session/renew-session.ts";
import { requireSession } from "../session/require-session.ts";
import { revokeSession } from "../session/revoke-session.ts";
import { updateSession } from "../session/update-session.ts";
import { type BindOptions, readBindOptions } from "./bind-options.ts";
import type { SessionBinding } from "./session-binding.ts";

/**
 * Puts a session service behind Hono. Once, in a module of its own; take the result apart and export its parts.
 *
 * Throws `SessionConfigError` for options that could not work.
 */
export function bindSessions<S extends AnySessions>(
  sessions: S,
  options: BindOptions = {},
): SessionBinding<S> {
  const settings = readBindOptions(options);
  const attach = createAttach(sessions, settings);
  return Object.freeze<SessionBinding<S>>({
    attach: () => attach,
    handlers: createHandlers(sessions, settings),
    getSession: (c, given) => getSession(sessions, settings, c, given),
    requireSession: (given) => requireSession(sessions, settings, given),
    createSession: (c, userId, given) => createSession(sessions, settings, c, userId, given),
    renewSession: (c, given) => renewSession(sessions, settings, c, given),
    updateSession: (c, data) => updateSession(sessions, settings, c, data),
    revokeSession: (c, given) => revokeSession(sessions, settings, c, given),
  });
}
