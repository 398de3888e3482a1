"use client";

export { ActiveSessions, type ActiveSessionsProps } from "./components/active-sessions.tsx";
export type { ActiveSessionsLabels } from "./components/active-sessions-labels.ts";
export type { SessionExpiryLabels } from "./components/session-expiry-labels.ts";
export {
  SessionExpiryNotice,
  type SessionExpiryNoticeProps,
} from "./components/session-expiry-notice.tsx";
export {
  SignOutButton,
  type SignOutButtonProps,
  type SignOutLabels,
} from "./components/sign-out-button.tsx";
