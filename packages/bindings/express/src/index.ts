export { CrossSiteError } from "@sessionkit/core";
export type {
  CreateSessionOptions,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSessionOptions,
  Upgrade,
  UpgradeRefusal,
} from "@sessionkit/core/binding";
export { bindSessions } from "./bind/bind-sessions.ts";
export type { BindOptions } from "./binding/binding.ts";
export type { AttachOptions, GetSession, SessionBinding } from "./binding/session-binding.ts";
export type {
  Locals,
  SessionGuard,
  SessionIn,
  SessionMiddleware,
  SignedIn,
} from "./binding/session-middleware.ts";
