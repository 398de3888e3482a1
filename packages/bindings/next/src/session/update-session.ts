import type { AnySessions, Session } from "@sessionkit/core";
import type { Settings } from "../bind/bind-options.ts";
import { changeSession } from "./change-session.ts";
import { writingRequest } from "./writing-request.ts";

/** Merges into the session's own data. */
export async function updateSession<S extends AnySessions>(
  sessions: S,
  settings: Settings,
  data: Partial<Session<S>["data"]>,
): Promise<Session<S>> {
  const current = await writingRequest(sessions, "updateSession");
  return changeSession(sessions, settings, current, (session) =>
    sessions.update(session, data, current.facts),
  );
}
