import "server-only";
import { bindSessions } from "@sessionkit/next";
import { sessions } from "./sessions";

export const {
  proxy,
  handlers,
  getSession,
  getGuest,
  getSessionAnswer,
  requireSession,
  withSession,
  createSession,
  renewSession,
  updateSession,
  revokeSession,
  updateGuest,
  impersonate,
  endImpersonation,
} = bindSessions(sessions, {
  signInPath: "/sign-in",
  stepUpPath: "/confirm",
  protect: ["/dashboard/:path*", "/confirm"],
  refreshInHandler: ["/api/notebooks"],
});
