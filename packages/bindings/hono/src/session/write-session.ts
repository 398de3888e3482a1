import { type Outcome, SessionConfigError, type SignedOut } from "@sessionkit/core";
import type { Context } from "hono";
import { type Binding, currentRequest } from "../bind/binding.ts";
import type { CurrentRequest } from "../request/current-request.ts";
import { rememberSession } from "./ask-session.ts";
import { SessionHttpException } from "./session-http-exception.ts";

/**
 * Does what sets cookies, and sets them. Throws before anything has happened: `SessionConfigError` once the response is
 * made, since a session whose cookie never arrives would be lost; 403 where another site is behind the request.
 *
 * @param verb named in errors
 */
export async function writeSession<T extends Outcome | SignedOut>(
  binding: Binding,
  c: Context,
  verb: string,
  work: (current: CurrentRequest) => Promise<T>,
  allowCrossSite = false,
): Promise<T> {
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
    const result = await work(current).catch(rethrow);
    const outcome = outcomeOf(result);
    // What was refreshed when this request began has ended since: its cookies must not follow.
    if (outcome?.status === "unauthenticated") current.takeBack();
    current.change(result.cookies);
    rememberSession(binding, current, outcome);
    return result;
  } finally {
    current.end();
  }
}

function outcomeOf(result: Outcome | SignedOut): Outcome | null {
  return "status" in result ? result : null;
}

/** By code, so that a store built against another copy of core counts too. */
function rethrow(error: unknown): never {
  if ((error as { code?: unknown } | null)?.code !== "session_store") throw error;
  throw new SessionHttpException("session_store", null, error);
}
