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
  Upgrade,
  UpgradeRefusal,
  Verbs,
} from "@sessionkit/core/binding";
export { bindSessions } from "./bind/bind-sessions.ts";
export type { BindOptions, HandleOptions, RequestOptions } from "./binding/binding.ts";
export type { SessionBinding, UpgradeOptions } from "./binding/session-binding.ts";
export type { SessionContext } from "./binding/session-context.ts";
export { SessionHttpError } from "./binding/session-http-error.ts";
