export { CrossSiteError } from "@sessionkit/core";
export type {
  BearerSession,
  BearerTransport,
  CreateSession,
  CreateSessionOptions,
  GetSessionOptions,
  RenewSession,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSession,
  RevokeSessionOptions,
  UpdateSession,
  Verbs,
  WithSessionOptions,
} from "@sessionkit/core/binding";
export type { RouteContext, SessionHandler } from "./app/with-session.ts";
export type { BindOptions } from "./bind/bind-options.ts";
export { bindSessions } from "./bind/bind-sessions.ts";
export type { SessionBinding, WithSession } from "./bind/session-binding.ts";
export type { Handlers } from "./endpoints/handlers.ts";
export type { SessionProxy } from "./proxy/proxy.ts";
