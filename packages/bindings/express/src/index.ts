export { CrossSiteError } from "@sessionkit/core";
export type {
  CreateSessionOptions,
  RenewSessionOptions,
  RequireSessionOptions,
  RevokeSessionOptions,
  Upgrade,
  UpgradeRefusal,
} from "@sessionkit/core/binding";
export type { AttachOptions } from "./bind/attach.ts";
export type { BindOptions } from "./bind/bind-options.ts";
export { bindSessions } from "./bind/bind-sessions.ts";
export type { SessionBinding } from "./bind/session-binding.ts";
export type { SessionMiddleware } from "./bind/session-middleware.ts";
export type { SignedIn } from "./bind/signed-in.ts";
