import { bindSessions } from "@sessionkit/express";
import { sessions } from "./sessions.ts";

export const {
  attach,
  handlers,
  getSession,
  requireSession,
  createSession,
  renewSession,
  authenticateUpgrade,
} = bindSessions(sessions);
