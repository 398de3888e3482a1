import type { AnySessions, Session } from "@sessionkit/core";
import type { Context } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { changeSession } from "./change-session.ts";

export interface RenewSessionOptions {
  /** The user has just proved who they are again: the session is fresh from now. False. */
  readonly authenticated?: boolean;
}

/** New credentials for this session, at a step-up or a change of privilege; the old ones die. */
export function renewSession<S extends AnySessions>(
  sessions: S,
  settings: Settings,
  c: Context,
  { authenticated = false }: RenewSessionOptions = {},
): Promise<Session<S>> {
  return changeSession(sessions, settings, c, "renewSession", (session, request) =>
    sessions.renew(session, { request, authenticated }),
  );
}
