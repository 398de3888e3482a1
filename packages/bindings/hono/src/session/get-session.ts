import type { AnySessions, Session } from "@sessionkit/core";
import type { Context } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { currentRequest } from "../request/current-request.ts";
import { askSession } from "./ask-session.ts";
import { SessionHttpException } from "./session-http-exception.ts";

export interface GetSessionOptions {
  /** `"store"` asks the store now, for what must not wait for the access lifetime. `"token"`. */
  readonly verify?: "token" | "store";
}

/** Null where nobody is signed in. Rejects in an outage: that is not the same. */
export async function getSession<S extends AnySessions>(
  sessions: S,
  settings: Settings,
  c: Context,
  { verify }: GetSessionOptions = {},
): Promise<Session<S> | null> {
  const outcome = await askSession(sessions, currentRequest(settings, c), verify);
  if (outcome.status === "unavailable")
    throw new SessionHttpException("session_store", null, outcome.error);
  return outcome.session as Session<S> | null;
}
