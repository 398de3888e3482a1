import { type Outcome, SessionConfigError } from "@sessionkit/core";
import type { Write } from "@sessionkit/core/binding";
import type { Context } from "hono";
import { type Binding, currentRequest } from "../bind/binding.ts";
import { askSession, rememberSession } from "./ask-session.ts";
import { SessionHttpException } from "./session-http-exception.ts";

/** How verbs write: cookies on the response that `attach` waits for, errors as exceptions that Hono answers. */
export function createWrite(binding: Binding): Write<Context> {
  return async (c, { verb, allowCrossSite }, work) => {
    const current = currentRequest(binding, c);
    if (current.response === "made") {
      throw new SessionConfigError(
        verb,
        "sets cookies, and the response has been made. Call it before the handler returns, and not in the handshake of a WebSocket.",
        "headers_sent",
      );
    }
    if (current.foreign && !allowCrossSite) throw new SessionHttpException("cross_site");
    current.begin();
    try {
      return await work({
        request: current,
        resolve: () => askSession(binding, current),
        settle(cookies, outcome) {
          // What was refreshed when this request began has ended since: its cookies must not follow.
          if (outcome?.status === "unauthenticated") current.takeBack();
          current.change(cookies);
          rememberSession(binding, current, outcome ?? null);
        },
      });
    } catch (error) {
      throw asException(error);
    } finally {
      current.end();
    }
  };
}

/** By code, so that a store built against another copy of core counts too. */
function asException(error: unknown): unknown {
  const { code, reason } = (error ?? {}) as { code?: unknown; reason?: Outcome["reason"] };
  if (code === "session_store") return new SessionHttpException(code, null, error);
  if (code === "session_required") return new SessionHttpException(code, reason ?? null);
  return error;
}
