import type { AnySessions, Session } from "@sessionkit/core";
import { changeSession } from "./change-session.ts";
import type { WritingRequest } from "./writing-request.ts";

export interface RenewSessionOptions {
  /** The user has just proved who they are again: the session is fresh from now. False. */
  readonly authenticated?: boolean;
}

/** New credentials for this session, at a step-up or a change of privilege; the old ones die. */
export function renewSession<S extends AnySessions>(
  sessions: S,
  current: WritingRequest,
  { authenticated = false }: RenewSessionOptions = {},
): Promise<Session<S>> {
  return changeSession(sessions, current, (session) =>
    sessions.renew(session, { request: current.facts, authenticated }),
  );
}
