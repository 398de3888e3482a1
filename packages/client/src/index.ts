export { createSessionClient } from "./client/create-session-client.ts";
export type {
  ClaimsIn,
  SessionClient,
  SessionClientOptions,
  SessionSeed,
  SignOutOptions,
  UserIn,
} from "./client/session-client.ts";
export { SessionRequestError, type SessionRequestErrorCode } from "./http/session-request-error.ts";
export { endSession } from "./list/end-session.ts";
export { listSessions } from "./list/list-sessions.ts";
export type {
  PageEvent,
  SessionChannel,
  SessionEnvironment,
  SessionLocks,
} from "./page/session-environment.ts";
export { userActivityEnvironment } from "./page/user-activity-environment.ts";
export type {
  AuthenticatedState,
  LoadingState,
  SessionState,
  UnauthenticatedState,
} from "./state/session-state.ts";
