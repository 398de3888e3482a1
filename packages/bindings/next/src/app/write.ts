import type { AnySessions, SessionRequiredError } from "@sessionkit/core";
import type { Write } from "@sessionkit/core/binding";
import type { Settings } from "../bind/bind-options.ts";
import { tooLate, writable } from "../session/writable.ts";
import { goTo } from "./go-to.ts";
import { renderedRequest } from "./rendered-request.ts";
import { assertSettable, setCookies } from "./set-cookies.ts";

/**
 * How verbs write in a server action or a route handler. Whoever has no session to change goes on to the sign-in page,
 * but for a caller of a route, who is told and sent nowhere.
 */
export function createWrite(sessions: AnySessions, settings: Settings): Write<void> {
  return async (_, call, work) => {
    const current = await renderedRequest();
    const { path, state } = current;
    if (state.handler === "over") throw tooLate(call);
    await assertSettable(call.verb);
    try {
      return await work(writable(sessions, current, call, setCookies));
    } catch (error) {
      const { code, reason } = (error ?? {}) as Partial<SessionRequiredError>;
      if (code !== "session_required" || state.handler === "running") throw error;
      return goTo(settings, path, code, reason ?? null);
    }
  };
}
