import type { AnySessions, SessionRequiredError } from "@sessionkit/core";
import type { RunWrite } from "@sessionkit/core/binding";
import type { Settings } from "../options/bind-options.ts";
import { appRouterRequest } from "./app-router-request.ts";
import { redirectToSignIn } from "./redirect-to-sign-in.ts";
import { assertSettable } from "./set-cookies.ts";

/**
 * How verbs write in a server action or a route handler. If there is no session to change, an action redirects to the
 * sign-in page; under `withSession` the error is thrown, so that the caller gets a 401.
 */
export function createRunWrite(sessions: AnySessions, settings: Settings): RunWrite<[]> {
  return async (_, verb, write) => {
    const current = await appRouterRequest(sessions, settings);
    await assertSettable(verb);
    try {
      return await write(current);
    } catch (error) {
      const { code } = (error ?? {}) as { code?: unknown };
      if (code === "cross_site") throw Object.assign(error as Error, { digest: FORBIDDEN });
      const isRefusal = code === "session_required" || code === "binding_required";
      if (!isRefusal || current.isHandled) throw error;
      return redirectToSignIn(settings, current.path, error as SessionRequiredError);
    }
  };
}

/** Next answers an error with this digest with 403. */
const FORBIDDEN = "NEXT_HTTP_ERROR_FALLBACK;403";
