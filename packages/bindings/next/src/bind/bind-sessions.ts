import type { AnySessions } from "@sessionkit/core";
import { createAppRouter } from "../app/app-router.ts";
import type { SessionBinding } from "../binding/session-binding.ts";
import { createHandlers } from "../endpoints/handlers.ts";
import { type BindOptions, readBindOptions } from "../options/bind-options.ts";
import { createProxy } from "../proxy/proxy.ts";

/**
 * Binds a session service to Next. Call it once, in a separate module, and export the parts of the result.
 *
 * Throws `SessionConfigError` for invalid options.
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
    ...createAppRouter(sessions, settings),
  });
}
