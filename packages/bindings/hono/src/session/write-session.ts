import {
  type AnySessions,
  type Outcome,
  SessionConfigError,
  type SetCookie,
} from "@sessionkit/core";
import type { Context } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import {
  type CurrentRequest,
  currentRequest,
  holdResponse,
  keepCookies,
} from "../request/current-request.ts";
import { rememberSession } from "./ask-session.ts";
import { SessionHttpException } from "./session-http-exception.ts";

export interface Write<T> {
  /** Named in errors. */
  readonly verb: string;
  readonly allowCrossSite?: boolean;
  readonly work: (current: CurrentRequest) => Promise<T>;
}

/**
 * Does what sets cookies, and sets them. Throws before anything has happened: `SessionConfigError` once the response is
 * made, since a session whose cookie never arrives would be lost; 403 where another site is behind the request.
 */
export async function writeSession<T extends Outcome | { readonly cookies: readonly SetCookie[] }>(
  sessions: AnySessions,
  settings: Settings,
  c: Context,
  { verb, work, allowCrossSite = false }: Write<T>,
): Promise<T> {
  const current = currentRequest(settings, c);
  if (current.response === "made") {
    throw new SessionConfigError(
      verb,
      "sets cookies, and the response is made already. Call it before the handler returns, and not in a WebSocket's handshake.",
    );
  }
  if (current.foreign && !allowCrossSite) throw new SessionHttpException("cross_site");
  return holdResponse(current, async () => {
    const result = await orOutage(work(current));
    keepCookies(current, result.cookies);
    rememberSession(sessions, current, "session" in result ? result : null);
    return result;
  });
}

async function orOutage<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== "session_store") throw error;
    throw error instanceof SessionHttpException
      ? error
      : new SessionHttpException("session_store", null, error);
  }
}
