import type { AnySessions, Session } from "@sessionkit/core";
import type { Settings } from "../bind/bind-options.ts";
import { changeSession } from "./change-session.ts";
import { writingRequest } from "./writing-request.ts";

export interface RenewSessionOptions {
  /** The user has just proved who they are again: the session is fresh from now. False. */
  readonly authenticated?: boolean;
}

/** New credentials for this session, at a step-up or a change of privilege; the old ones die. */
export async function renewSession<S extends AnySessions>(
  sessions: S,
  settings: Settings,
  { authenticated = false }: RenewSessionOptions = {},
): Promise<Session<S>> {
  const current = await writingRequest(sessions, "renewSession");
  return changeSession(sessions, settings, current, (session) =>
    sessions.renew(session, { request: current.facts, authenticated }),
  );
}
