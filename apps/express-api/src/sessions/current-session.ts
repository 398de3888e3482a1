import { type InferSession, SessionRequiredError } from "@sessionkit/core";
import type { Request } from "express";
import { getSession } from "./session-express.ts";
import type { sessions } from "./sessions.ts";

export type AppSession = InferSession<typeof sessions>;

/** The session in a route behind `requireSession()`. */
export function currentSession(req: Request): AppSession {
  const session = getSession(req);
  if (session) return session;
  throw new SessionRequiredError("session_required", null);
}
