"use client";

export type { SessionRequestError, SessionSeed, SessionState } from "@sessionkit/client";
export { SessionGate, type SessionGateProps } from "./gate/session-gate.ts";
export type { ActiveSessionsNotice, ActiveSessionsView } from "./hooks/active-sessions-view.ts";
export type { RequiredSessionView, SessionView } from "./hooks/session-view.ts";
export { type UseActiveSessionsOptions, useActiveSessions } from "./hooks/use-active-sessions.ts";
export { type UseSessionOptions, useSession } from "./hooks/use-session.ts";
export { useSessionClient } from "./hooks/use-session-client.ts";
export {
  type SessionExpiry,
  type UseSessionExpiryOptions,
  useSessionExpiry,
} from "./hooks/use-session-expiry.ts";
export { SessionProvider, type SessionProviderProps } from "./provider/session-provider.ts";
