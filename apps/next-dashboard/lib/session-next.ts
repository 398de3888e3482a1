import "server-only";
import { bindSessions } from "@sessionkit/next";
import { sessions } from "./sessions";

export const {
  proxy,
  handlers,
  getSession,
  getSessionAnswer,
  requireSession,
  withSession,
  createSession,
  renewSession,
  updateSession,
  revokeSession,
} = bindSessions(sessions, {
  signInPath: "/sign-in",
  stepUpPath: "/confirm",
  protect: ["/dashboard/:path*", "/confirm"],
  refreshInHandler: ["/api/notebooks"],
});
