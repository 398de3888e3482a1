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
export type { BindOptions } from "./binding/binding.ts";
export type {
  AttachOptions,
  Refusal,
  RequireSession,
  SessionBinding,
  SessionEnv,
} from "./binding/session-binding.ts";
export { SessionHttpException } from "./request/session-http-exception.ts";
