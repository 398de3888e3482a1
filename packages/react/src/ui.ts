"use client";

export { ActiveSessions, type ActiveSessionsProps } from "./components/active-sessions.tsx";
export {
  SessionExpiryNotice,
  type SessionExpiryNoticeProps,
} from "./components/session-expiry-notice.tsx";
export { SignOutButton, type SignOutButtonProps } from "./components/sign-out-button.tsx";
export type { ActiveSessionsLabels } from "./labels/active-sessions-labels.ts";
export type { SessionExpiryLabels } from "./labels/session-expiry-labels.ts";
export type { SessionLocale } from "./labels/session-locale.ts";
export type { SignOutLabels } from "./labels/sign-out-labels.ts";
