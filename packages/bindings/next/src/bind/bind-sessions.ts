import type { AnySessions } from "@sessionkit/core";
import { createAppRouter } from "../app/app-router.ts";
import { createProxy } from "../proxy/proxy.ts";
import { type BindOptions, readBindOptions } from "./bind-options.ts";
import type { SessionBinding } from "./session-binding.ts";

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
    ...createAppRouter(sessions, settings),
  });
}
