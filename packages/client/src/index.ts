export { createSessionClient } from "./client/create-session-client.ts";
export type {
  SessionClient,
  SessionClientOptions,
  SessionSeed,
  SignOutOptions,
} from "./client/session-client.ts";
export { SessionRequestError, type SessionRequestErrorCode } from "./http/session-request-error.ts";
export type {
  PageEvent,
  SessionChannel,
  SessionEnvironment,
  SessionLocks,
} from "./page/session-environment.ts";
export type {
  AuthenticatedState,
  LoadingState,
  SessionState,
  UnauthenticatedState,
} from "./state/session-state.ts";
