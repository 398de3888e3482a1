import "server-only";
import { bindSessions } from "@sessionkit/next";
import { sessions } from "./sessions";

export const {
  proxy,
  handlers,
  getSession,
  getSessionAnswer,
  requireSession,
  createSession,
  revokeSession,
} = bindSessions(sessions, { signInPath: "/sign-in", protect: ["/account", "/notes"] });
