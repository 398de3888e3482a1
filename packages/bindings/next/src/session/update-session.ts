import type { AnySessions, Session } from "@sessionkit/core";
import { changeSession } from "./change-session.ts";
import type { WritingRequest } from "./writing-request.ts";

/** Merges into the session's own data. */
export function updateSession<S extends AnySessions>(
  sessions: S,
  current: WritingRequest,
  data: Partial<Session<S>["data"]>,
): Promise<Session<S>> {
  return changeSession(sessions, current, (session) =>
    sessions.update(session, data, current.facts),
  );
}
