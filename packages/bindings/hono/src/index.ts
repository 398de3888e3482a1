export type {
  CreateSessionOptions,
  GetSessionOptions,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSessionOptions,
  Upgrade,
  UpgradeRefusal,
} from "@sessionkit/core/binding";
export type { AttachOptions } from "./bind/attach.ts";
export type { BindOptions } from "./bind/bind-options.ts";
export { bindSessions } from "./bind/bind-sessions.ts";
export type { Refusal, RequireSession, SessionEnv } from "./bind/require-session.ts";
export type { SessionBinding } from "./bind/session-binding.ts";
export { SessionHttpException } from "./bind/session-http-exception.ts";
