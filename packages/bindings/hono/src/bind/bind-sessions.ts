import type { AnySessions } from "@sessionkit/core";
import { createHandlers } from "../endpoints/handlers.ts";
import { createSession } from "../session/create-session.ts";
import { getSession } from "../session/get-session.ts";
import { renewSession } from "../session/renew-session.ts";
import { requireSession } from "../session/require-session.ts";
import { revokeSession } from "../session/revoke-session.ts";
import { updateSession } from "../session/update-session.ts";
import { authenticateUpgrade } from "../upgrade/authenticate-upgrade.ts";
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
  const bound: SessionBinding<AnySessions> = {
    attach: (given) => attach(binding, given),
    handlers: createHandlers(binding),
    getSession: (c, given) => getSession(binding, c, given),
    requireSession: (given) => requireSession(binding, given),
    createSession: (c, userId, given) => createSession(binding, c, userId, given),
    renewSession: (c, given) => renewSession(binding, c, given),
    updateSession: (c, data) => updateSession(binding, c, data),
    revokeSession: (c, given) => revokeSession(binding, c, given),
    authenticateUpgrade: (c) => authenticateUpgrade(binding, c),
  };
  return Object.freeze(bound) as unknown as SessionBinding<S>;
}
