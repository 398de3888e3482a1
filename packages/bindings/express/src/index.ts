export { CrossSiteError, ImpersonatedError } from "@sessionkit/core";
export type {
  BearerSession,
  BearerTransport,
  CreateSession,
  CreateSessionOptions,
  EndImpersonation,
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
  Exchange,
  GetSession,
  SessionBinding,
} from "./binding/session-binding.ts";
export type {
  Locals,
  SessionGuard,
  SessionIn,
  SessionMiddleware,
  SignedIn,
} from "./binding/session-middleware.ts";
