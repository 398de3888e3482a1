import type { AnySessions } from "@sessionkit/core";
import { createAppRouter } from "../app/app-router.ts";
import { createProxy } from "../proxy/proxy.ts";
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
    ...createAppRouter(sessions, settings),
  });
}
