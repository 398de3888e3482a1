import type { IncomingMessage } from "node:http";
import type { AnySessions, SessionOf } from "@sessionkit/core";
import { createHandlers } from "../endpoints/handlers.ts";
import { createSession } from "../session/create-session.ts";
import { getSession } from "../session/get-session.ts";
import { renewSession } from "../session/renew-session.ts";
import { createRequireSession } from "../session/require-session.ts";
import { revokeSession } from "../session/revoke-session.ts";
import { updateSession } from "../session/update-session.ts";
import { authenticateUpgrade } from "../upgrade/authenticate-upgrade.ts";
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
  const bound: SessionBinding<AnySessions> = {
    attach: createAttach(binding),
    handlers: createHandlers(binding),
    requireSession: createRequireSession(binding),
    getSession: (req: IncomingMessage) => getSession(binding, req) as SessionOf,
    createSession: (req, res, userId, given) => createSession(binding, req, res, userId, given),
    renewSession: (req, res, given) => renewSession(binding, req, res, given),
    updateSession: (req, res, data) => updateSession(binding, req, res, data),
    revokeSession: (req, res, given) => revokeSession(binding, req, res, given),
    authenticateUpgrade: (message) => authenticateUpgrade(binding, message),
  };
  return Object.freeze(bound) as unknown as SessionBinding<S>;
}
