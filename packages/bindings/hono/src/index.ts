export type { AttachOptions } from "./bind/attach.ts";
export type { BindOptions } from "./bind/bind-options.ts";
export { bindSessions } from "./bind/bind-sessions.ts";
export type { SessionBinding } from "./bind/session-binding.ts";
export type { CreateSessionOptions } from "./session/create-session.ts";
export type { GetSessionOptions } from "./session/get-session.ts";
export type { RenewSessionOptions } from "./session/renew-session.ts";
export type {
  Refusal,
  RequireSession,
  RequireSessionOptions,
  SessionEnv,
} from "./session/require-session.ts";
export type { RevokeSessionOptions } from "./session/revoke-session.ts";
export { SessionHttpException } from "./session/session-http-exception.ts";
export type { Upgrade, UpgradeRefusal } from "./upgrade/authenticate-upgrade.ts";
