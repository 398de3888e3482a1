import type { AnySessions, Outcome, Session, SessionRequest } from "@sessionkit/core";
import type { Context } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { askSession } from "./ask-session.ts";
import { SessionHttpException } from "./session-http-exception.ts";
import { writeSession } from "./write-session.ts";

/** Changes the session of this request. Rejects with 401 where there is none, before or after, and 503 in an outage. */
export async function changeSession<S extends AnySessions>(
  sessions: S,
  settings: Settings,
  c: Context,
  verb: string,
  change: (session: Session<S>, request: SessionRequest) => Promise<Outcome>,
): Promise<Session<S>> {
  const outcome = await writeSession<Outcome>(sessions, settings, c, {
    verb,
    work: async (current) => {
      const before = await askSession(sessions, current);
      if (before.status !== "authenticated") return before;
      return change(before.session as Session<S>, current.facts);
    },
  });
  if (outcome.status === "unavailable")
    throw new SessionHttpException("session_store", null, outcome.error);
  if (outcome.status === "unauthenticated")
    throw new SessionHttpException("session_required", outcome.reason);
  return outcome.session as Session<S>;
}
