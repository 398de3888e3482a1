export { CrossSiteError, ImpersonatedError } from "@sessionkit/core";
export type {
  BearerSession,
  BearerTransport,
  CreateSession,
  CreateSessionOptions,
  EndImpersonation,
  GetSessionOptions,
  Impersonate,
  ImpersonationOptions,
  RenewSession,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSession,
  RevokeSessionOptions,
  UpdateGuest,
  UpdateSession,
  Verbs,
  WithSessionOptions,
} from "@sessionkit/core/binding";
export { bindSessions } from "./bind/bind-sessions.ts";
export type { Handlers, SessionBinding, SessionProxy } from "./binding/session-binding.ts";
export type { RouteContext, SessionHandler, WithSession } from "./binding/session-handler.ts";
export type { BindOptions } from "./options/bind-options.ts";
