"use client";

export type { SessionRequestError, SessionSeed, SessionState } from "@sessionkit/client";
export type { RequiredSessionView, SessionView } from "./hooks/session-view.ts";
export { type UseSessionOptions, useSession } from "./hooks/use-session.ts";
export { useSessionClient } from "./hooks/use-session-client.ts";
export { SessionProvider, type SessionProviderProps } from "./provider/session-provider.ts";
