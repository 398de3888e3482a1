import type { AnySessions, Session } from "@sessionkit/core";
import type { Context } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { changeSession } from "./change-session.ts";

/** Merges into the session's own data. */
export function updateSession<S extends AnySessions>(
  sessions: S,
  settings: Settings,
  c: Context,
  data: Partial<Session<S>["data"]>,
): Promise<Session<S>> {
  return changeSession(sessions, settings, c, "updateSession", (session, request) =>
    sessions.update(session, data, request),
  );
}
