import type { AnySessions, SessionRequiredError } from "@sessionkit/core";
import type { Write } from "@sessionkit/core/binding";
import type { Settings } from "../bind/bind-options.ts";
import { goTo } from "./go-to.ts";
import { renderedRequest } from "./rendered-request.ts";
import { assertSettable } from "./set-cookies.ts";

/**
 * How verbs write in a server action or a route handler. Whoever has no session to change goes on to the sign-in page,
 * but for a caller of a route, who is told and sent nowhere.
 */
export function createWrite(sessions: AnySessions, settings: Settings): Write<void> {
  return async (_, verb, work) => {
    const current = await renderedRequest(sessions);
    await assertSettable(verb);
    try {
      return await work(current);
    } catch (error) {
      const { code } = (error ?? {}) as { code?: unknown };
      if (code === "cross_site") throw Object.assign(error as Error, { digest: FORBIDDEN });
      if (code !== "session_required" || current.isHandled) throw error;
      return goTo(settings, current.path, error as SessionRequiredError);
    }
  };
}

/** How Next knows an error that it answers 403. */
const FORBIDDEN = "NEXT_HTTP_ERROR_FALLBACK;403";
